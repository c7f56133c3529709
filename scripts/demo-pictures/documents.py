"""Drawn documents that a person recognises for what they are meant to be. No name, number, school, bureau or seal in them
exists, and each says that it is a sample."""

import math

import numpy
from PIL import Image, ImageFilter

from drawing import INK, RED, Sheet

GOLD, DARK_RED, NAVY, GREEN = (186, 146, 74), (132, 26, 34), (34, 54, 104), (38, 92, 74)
GREY = (112, 110, 116)
NOBODY, SAMPLE_NUMBER = "某某某", "样例00000000"


def waves(sheet, left, top, right, bottom, colour, count=5, pitch=26.0, height=5.0):
    """A border of interlaced waves, as certificates have it."""
    width, tall = right - left, bottom - top
    for strand in range(count):
        phase = 2 * math.pi * strand / count
        for x0, y0, x1, y1 in ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom),
                               (right, top, right, bottom)):
            length = width if y0 == y1 else tall
            rounds = max(1, round(length / pitch))
            points = []
            for step in range(rounds * 16 + 1):
                along = step / (rounds * 16)
                swing = height * math.sin(2 * math.pi * rounds * along + phase)
                points.append((x0 + (x1 - x0) * along + (swing if x0 == x1 else 0),
                               y0 + (y1 - y0) * along + (swing if y0 == y1 else 0)))
            sheet.line(points, colour, 0.7)


def rosette(sheet, x, y, radius, colour, petals=18):
    """A rosette of fine lines: an ornament, nobody's emblem."""
    for turn in range(3):
        points = []
        for step in range(721):
            angle = 2 * math.pi * step / 720
            reach = radius * (0.72 + 0.26 * math.cos(petals * angle + turn * 2.1))
            points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
        sheet.line(points, colour, 0.6)
    sheet.ellipse(x, y, radius * 0.42, radius * 0.42, outline=colour, width=0.8)


def framed(width, height, paper, frame, inset=26):
    sheet = Sheet(width, height, paper)
    waves(sheet, inset, inset, width - inset, height - inset, frame)
    sheet.box(inset + 14, inset + 14, width - inset - 14, height - inset - 14, outline=frame, width=1.4)
    return sheet


def small_photo(sheet, left, top, width, height, wall=(226, 232, 240)):
    """A place for a photograph with the outline of a person in it."""
    sheet.box(left, top, left + width, top + height, fill=wall, outline=(160, 164, 172), width=1)
    x = left + width / 2
    sheet.ellipse(x, top + height * 0.42, width * 0.2, height * 0.2, fill=(150, 158, 172))
    shoulders = [(x - width * 0.4, top + height - 1), (x - width * 0.34, top + height * 0.76), (x - width * 0.12, top + height * 0.66),
                 (x + width * 0.12, top + height * 0.66), (x + width * 0.34, top + height * 0.76), (x + width * 0.4, top + height - 1)]
    sheet.polygon(shoulders, (150, 158, 172))
    sheet.text(x, top + height * 0.9, "样例", height * 0.09, (250, 250, 250), serif=False, bold=True, anchor="mm")


def fake_code(sheet, left, top, side, seed):
    """Squares like a QR code that holds nothing."""
    cells = numpy.random.RandomState(seed).randint(0, 2, (21, 21))
    for corner_x, corner_y in ((0, 0), (14, 0), (0, 14)):
        cells[corner_y:corner_y + 7, corner_x:corner_x + 7] = 1
        cells[corner_y + 1:corner_y + 6, corner_x + 1:corner_x + 6] = 0
        cells[corner_y + 2:corner_y + 5, corner_x + 2:corner_x + 5] = 1
    cell = side / 21
    for row in range(21):
        for column in range(21):
            if cells[row, column]:
                sheet.box(left + column * cell, top + row * cell, left + (column + 1) * cell, top + (row + 1) * cell, fill=INK)


def unit_certificate(seed):
    sheet = framed(1000, 710, (253, 250, 240), GOLD)
    rosette(sheet, 500, 400, 190, (238, 226, 196))
    sheet.text(500, 118, "统一社会信用代码证书", 50, DARK_RED, bold=True, anchor="mm", spacing=6)
    sheet.text(500, 164, "（样例，仅供系统演示）", 18, GREY, serif=False, anchor="mm")
    rows = [("统一社会信用代码", "00000000样例000000"), ("名　　　　称", "某某有限公司（样例）"), ("类　　　　型", "有限责任公司"),
            ("法 定 代 表 人", NOBODY), ("住　　　　所", "某某市某某区某某路0号"), ("有　 效　 期", "自颁发之日起五年")]
    for index, (label, value) in enumerate(rows):
        y = 226 + index * 58
        sheet.text(104, y, label, 22, INK, bold=True)
        sheet.text(330, y, value, 23, (40, 44, 62))
        sheet.line([(322, y + 20), (740, y + 20)], (214, 196, 152), 0.8)
    fake_code(sheet, 788, 210, 116, seed)
    sheet.text(846, 344, "扫码无内容", 14, GREY, serif=False, anchor="mm")
    sheet.text(720, 596, "发证机关：某某登记机关", 20)
    sheet.text(720, 630, "二〇二〇年一月一日", 20)
    sheet.seal(800, 560, 82, "某某登记机关样例章", seed=seed)
    sheet.watermark(size=80, strength=0.10)
    return sheet


def letter(title, body, unit, date, seed, sealed=True, head=None):
    sheet = Sheet(794, 1100, (253, 253, 251))
    if head:
        sheet.text(397, 92, head, 34, RED, bold=True, anchor="mm", spacing=4)
        sheet.line([(90, 124), (704, 124)], RED, 2.2)
        sheet.line([(90, 130), (704, 130)], RED, 0.8)
    sheet.text(397, 206, title, 38, bold=True, anchor="mm", spacing=5)
    y = 300
    for paragraph in body:
        y = sheet.paragraph(96, y, 602, paragraph, 23, 46) + 4
    sheet.text(704, y + 70, unit, 23, anchor="rm")
    sheet.text(704, y + 116, date, 23, anchor="rm")
    sheet.text(96, y + 70, "经办人：" + NOBODY, 21)
    sheet.text(96, y + 116, "联系电话：样例", 21)
    if sealed:
        sheet.seal(600, y + 84, 84, "某某有限公司样例", seed=seed)
    sheet.line([(90, 1030), (704, 1030)], (190, 190, 194), 0.8)
    sheet.text(397, 1052, "样例 SAMPLE · 仅供系统演示，所载单位、人员、号码均不存在", 16, GREY, serif=False, anchor="mm")
    sheet.watermark(size=72, strength=0.10, rows=4, angle=32)
    return sheet


def work_proof_first(seed):
    return letter("开始会计工作单位证明", [
        "兹证明某某某同志（身份证件号码：样例），自二〇一〇年七月起在我单位财务部门工作，从事会计核算岗位，此为该同志开始从事会计工作的时间。",
        "该同志在我单位从事会计工作期间，遵守国家财经纪律和会计职业道德，无违法违规行为。",
        "我单位对本证明的真实性负责。特此证明。"], "某某有限公司（盖章）", "二〇二〇年三月二日", seed)


def work_proof_current(seed):
    return letter("现会计工作单位证明", [
        "兹证明某某某同志（身份证件号码：样例），现为我单位在职职工，在财务部门从事会计工作，岗位为会计核算，行政职务为一般会计人员。",
        "该同志自二〇一五年一月起在我单位工作至今。我单位统一社会信用代码：样例。",
        "我单位对本证明的真实性负责。特此证明。"], "某某有限公司（盖章）", "二〇二〇年三月九日", seed)


def work_proof_unit(seed, sealed=True):
    return letter("单 位 证 明", [
        "某某财政局：",
        "兹有我单位某某某同志，性别：某，证件号码：样例，在我单位从事会计工作，会计岗位：稽核，开始从事会计工作时间：二〇一二年九月。",
        "本单位承诺以上内容真实，如有不实，愿承担相应责任。", "特此证明。"], "某某有限公司（盖章）", "二〇二〇年四月十日", seed,
        sealed=sealed, head="某某有限公司")


def work_proof_plain(seed):
    return letter("工 作 证 明", [
        "兹证明某某某，证件类型：居民身份证，证件号码：样例，系我单位正式在职人员，从事会计岗位：总账报表。",
        "工作起止时间：二〇一六年三月至今。", "此证明仅用于会计人员信息采集，不作他用。"], "某某有限公司（盖章）",
        "二〇二〇年五月六日", seed, head="某某有限公司")


def diploma(seed, heading, kind, lines, school, colour, paper=(253, 249, 238)):
    """A certificate in two halves: the photograph on the left, the words on the right."""
    sheet = framed(1040, 720, paper, colour)
    rosette(sheet, 690, 380, 210, tuple(round(255 - (255 - value) * 0.14) for value in colour), 24)
    small_photo(sheet, 110, 150, 168, 236)
    sheet.text(194, 424, "（照片骑缝钢印处）", 15, GREY, serif=False, anchor="mm")
    sheet.text(86, 520, "证书编号：" + SAMPLE_NUMBER, 19)
    sheet.text(86, 556, "学校编号：样例", 19)
    sheet.text(86, 610, "样例 SAMPLE", 26, RED, serif=False, bold=True)
    sheet.line([(336, 96), (336, 640)], tuple(round(255 - (255 - value) * 0.4) for value in colour), 0.8)
    sheet.text(672, 112, heading, 28, DARK_RED, bold=True, anchor="mm", spacing=3)
    sheet.text(672, 176, kind, 58, DARK_RED, bold=True, anchor="mm", spacing=20)
    y = 262
    for line in lines:
        y = sheet.paragraph(376, y, 590, line, 25, 47)
    sheet.text(600, 586, "校（院）长：" + NOBODY, 22, anchor="rm")
    sheet.text(960, 586, school, 22, anchor="rm")
    sheet.text(960, 628, "二〇〇七年六月三十日", 22, anchor="rm")
    sheet.seal(850, 560, 80, school[:6] + "样例章", seed=seed)
    sheet.watermark(size=84, strength=0.09)
    return sheet


def diploma_bachelor(seed):
    return diploma(seed, "普通高等学校", "毕业证书", [
        "学生 某某某 性别 某，一九八五年三月十二日生，于二〇〇三年九月至二〇〇七年六月在本校会计学专业四年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。"],
        "某某样例大学", DARK_RED)


def diploma_college(seed):
    return diploma(seed, "普通高等学校", "毕业证书", [
        "学生 某某某 性别 某，于二〇〇四年九月至二〇〇七年六月在本校会计电算化专业三年制专科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。"],
        "某某样例职业学院", NAVY, (248, 250, 252))


def diploma_part_time(seed):
    return diploma(seed, "成人高等教育", "毕业证书", [
        "学生 某某某 性别 某，于二〇〇九年三月至二〇一二年一月在本校会计学专业函授专科起点本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。"],
        "某某样例大学", GREEN, (248, 252, 246))


def diploma_self_taught(seed):
    return diploma(seed, "高等教育自学考试", "毕业证书", [
        "某某某 性别 某，参加会计专业本科高等教育自学考试，全部课程成绩合格，经审定，准予毕业。"],
        "某某样例主考学校", (150, 92, 30), (253, 248, 236))


def degree_bachelor(seed):
    return diploma(seed, "普通高等教育本科毕业生", "学士学位证书", [
        "某某某，性别 某，一九八五年三月十二日生。在某某样例大学会计学专业完成了本科学习计划，业已毕业，经审核符合学位授予规定，授予管理学学士学位。"],
        "某某样例大学", NAVY, (246, 249, 253))


def degree_master(seed):
    return diploma(seed, "研究生教育", "硕士学位证书", [
        "某某某，性别 某。在某某样例大学会计学学科（专业）已通过硕士学位的课程考试和论文答辩，成绩合格，授予管理学硕士学位。"],
        "某某样例大学", (96, 40, 108), (251, 247, 253))


def degree_part_time(seed):
    return diploma(seed, "成人高等教育本科毕业生", "学士学位证书", [
        "某某某，性别 某。在某某样例大学会计学专业完成了本科学习计划，业已毕业，经审核符合学位授予规定，授予管理学学士学位。"],
        "某某样例大学", GREEN, (247, 252, 248))


def booklet(seed, title, subtitle, rows, issuer, colour, date="二〇一〇年十月二十日"):
    """An open booklet: photograph and number to the left, entries to the right."""
    sheet = Sheet(1000, 700, (206, 202, 198))
    sheet.shade(lambda mask: mask.box(40, 44, 972, 672, fill=(255, 255, 255)), (70, 64, 62), 0.55, 12)
    for left in (30, 500):
        sheet.box(left, 30, left + 470, 660, fill=(252, 250, 244))
        waves(sheet, left + 20, 50, left + 450, 640, colour, count=4, height=4)
    sheet.shade(lambda mask: mask.box(484, 30, 516, 660, fill=(255, 255, 255)), (110, 104, 100), 0.38, 8)
    rosette(sheet, 735, 350, 170, tuple(round(255 - (255 - value) * 0.13) for value in colour), 20)
    small_photo(sheet, 178, 96, 172, 232)
    sheet.text(264, 366, "持证人签名：____________", 19, anchor="mm")
    sheet.text(80, 430, "管理号：" + SAMPLE_NUMBER, 20)
    sheet.text(80, 468, "编　号：样例", 20)
    sheet.paragraph(80, 516, 370, "本证书为系统演示用样例，不具任何效力。", 18, 32, indent=0, fill=GREY, serif=False)
    sheet.text(264, 606, "样例 SAMPLE", 24, RED, serif=False, bold=True, anchor="mm")
    sheet.text(735, 110, title, 32, colour, bold=True, anchor="mm", spacing=4)
    sheet.text(735, 156, subtitle, 23, colour, anchor="mm")
    for index, (label, value) in enumerate(rows):
        y = 220 + index * 52
        sheet.text(548, y, label, 21, bold=True)
        sheet.text(680, y, value, 22, (38, 42, 62))
        sheet.line([(674, y + 18), (924, y + 18)], (206, 202, 196), 0.8)
    sheet.text(924, 588, issuer, 20, anchor="rm")
    sheet.text(924, 618, date, 19, anchor="rm")
    sheet.seal(816, 548, 74, issuer[:6] + "样例章", seed=seed)
    sheet.watermark(size=80, strength=0.09)
    return sheet


def qualification(seed, level, title, method, colour):
    return booklet(seed, "专业技术资格证书", f"会计专业 · {level}", [
        ("姓　　名", NOBODY), ("证件号码", "样例"), ("专业名称", "会计"), ("资格级别", level), ("资格名称", title),
        ("取得方式", method)], "某某人事考试机构", colour)


def certified_accountant(seed):
    return booklet(seed, "注册会计师证书", "Certified Public Accountant", [
        ("姓　　名", NOBODY), ("证书编号", SAMPLE_NUMBER), ("批准单位", "某某样例协会"), ("执业状态", "非执业会员"),
        ("取得时间", "二〇一五年三月")], "某某样例协会", (30, 66, 120), "二〇一五年三月十六日")


def abacus(seed):
    return booklet(seed, "珠算技术等级证书", "普通四级", [
        ("姓　　名", NOBODY), ("证书编号", SAMPLE_NUMBER), ("鉴定项目", "加减乘除"), ("鉴定等级", "普通四级"),
        ("鉴定成绩", "合格")], "某某样例珠算协会", (120, 70, 28), "二〇〇五年十二月八日")


def student_card(seed):
    return booklet(seed, "学 生 证", "STUDENT CARD", [
        ("学　　校", "某某样例大学"), ("学　　院", "会计学院"), ("专　　业", "会计学"), ("姓　　名", NOBODY), ("学　　号", "样例"),
        ("入学时间", "二〇一九年九月")], "某某样例大学", (150, 30, 44), "二〇一九年九月十日")


def practising_certificate(seed):
    return booklet(seed, "会计从业资格证书", "（已停止核发）", [
        ("姓　　名", NOBODY), ("证件号码", "样例"), ("档案号码", SAMPLE_NUMBER), ("注册单位", "样例"), ("发证时间", "二〇〇六年五月")],
        "某某样例财政局", (40, 96, 60), "二〇〇六年五月三十日")


def score_report(seed):
    sheet = Sheet(794, 1100, (253, 253, 252))
    sheet.text(397, 150, "会计专业技术资格考试成绩单", 36, bold=True, anchor="mm", spacing=3)
    sheet.text(397, 196, "（样例，成绩单不是资格证书）", 19, GREY, serif=False, anchor="mm")
    for index, (label, value) in enumerate([("姓名", NOBODY), ("准考证号", "样例"), ("考试级别", "中级"), ("考试年度", "二〇一九")]):
        sheet.text(110, 280 + index * 48, f"{label}：{value}", 24)
    rows = [("科目", "成绩", "结果"), ("中级会计实务", "72", "合格"), ("财务管理", "68", "合格"), ("经济法", "75", "合格")]
    for index, row in enumerate(rows):
        top = 500 + index * 62
        sheet.box(108, top, 686, top + 62, fill=(238, 240, 246) if index == 0 else None, outline=(90, 90, 96), width=1)
        for x, cell in zip((240, 470, 606), row):
            sheet.text(x, top + 31, cell, 23, bold=index == 0, anchor="mm")
    for x in (386, 546):
        sheet.line([(x, 500), (x, 748)], (90, 90, 96), 1)
    sheet.seal(580, 860, 84, "某某人事考试样例", seed=seed)
    sheet.text(686, 900, "二〇一九年十月", 22, anchor="rm")
    sheet.watermark(size=72, strength=0.10, rows=4, angle=32)
    return sheet


def identity_front(seed):
    sheet = Sheet(960, 606, (226, 238, 242))
    for index in range(40):
        points = [(x, 606 * index / 26 - 160 + 26 * math.sin(x / 150 + index * 0.5)) for x in range(0, 961, 16)]
        sheet.line(points, (208, 226, 232) if index % 2 else (232, 226, 224), 1)
    blue = (52, 96, 150)
    for index, (label, value) in enumerate([("姓 名", NOBODY), ("性 别", "某　　民 族　某"), ("出 生", "〇〇〇〇年〇月〇日"),
                                            ("住 址", "某某省某某市某某区")]):
        y = 100 + index * 74
        sheet.text(72, y, label, 25, blue, serif=False)
        sheet.text(186, y, value, 29, serif=False)
    sheet.text(186, 362, "某某路0号（样例）", 29, serif=False)
    sheet.text(72, 520, "公民身份号码", 25, blue, serif=False)
    sheet.text(286, 520, "0000样例00000000000", 33, serif=False, bold=True, spacing=2)
    small_photo(sheet, 640, 80, 246, 330, (224, 234, 238))
    sheet.watermark(size=84, strength=0.22, colour=(170, 60, 60), rows=3)
    return sheet


def identity_back(seed):
    sheet = Sheet(960, 606, (228, 236, 240))
    for index in range(34):
        points = [(x, 606 * index / 30 + 20 * math.sin(x / 110 + index * 0.36)) for x in range(0, 961, 16)]
        sheet.line(points, (232, 218, 220) if index % 2 else (214, 228, 234), 1)
    rosette(sheet, 150, 150, 88, (206, 70, 70), 16)
    sheet.ellipse(150, 150, 46, 46, fill=(206, 70, 70))
    sheet.text(150, 150, "样例", 30, (252, 244, 240), serif=False, bold=True, anchor="mm")
    sheet.text(580, 122, "样例证件", 44, bold=True, anchor="mm", spacing=24)
    sheet.text(580, 214, "居 民 身 份 证", 58, bold=True, anchor="mm", spacing=10)
    sheet.text(318, 430, "签发机关", 27, bold=True, serif=False)
    sheet.text(460, 430, "某某公安局（样例）", 28, serif=False)
    sheet.text(318, 502, "有效期限", 27, bold=True, serif=False)
    sheet.text(460, 502, "0000.00.00 — 0000.00.00", 28, serif=False)
    sheet.watermark(size=84, strength=0.22, colour=(170, 60, 60), rows=3)
    return sheet


def household(seed):
    sheet = Sheet(760, 1040, (250, 246, 234))
    waves(sheet, 34, 34, 726, 1006, (150, 60, 50), count=4)
    sheet.text(380, 110, "常住人口登记卡", 40, DARK_RED, bold=True, anchor="mm", spacing=8)
    sheet.text(380, 152, "户籍证明 · 样例 SAMPLE", 20, GREY, serif=False, anchor="mm")
    rows = [("姓　名", NOBODY, "户主或与户主关系", "本人"), ("曾用名", "无", "性　别", "某"), ("出生地", "某某省", "民　族", "某"),
            ("籍　贯", "某某省某某市", "出生日期", "样例"), ("本市其他住址", "无", "宗教信仰", "无"), ("身份证件编号", "样例", "身　高", "样例"),
            ("文化程度", "大学本科", "婚姻状况", "样例"), ("服务处所", "某某有限公司", "职　业", "会计"), ("何时迁来本址", "样例", "", "")]
    for index, (label, value, second, other) in enumerate(rows):
        top = 196 + index * 66
        sheet.box(70, top, 690, top + 66, outline=(150, 90, 80), width=1)
        sheet.text(84, top + 33, label, 19, (110, 50, 44), bold=True)
        sheet.text(262, top + 33, value, 21)
        if second:
            sheet.text(430, top + 33, second, 19, (110, 50, 44), bold=True)
            sheet.text(596, top + 33, other, 21)
    sheet.line([(254, 196), (254, 790)], (150, 90, 80), 1)
    sheet.line([(422, 196), (422, 724)], (150, 90, 80), 1)
    sheet.line([(588, 196), (588, 724)], (150, 90, 80), 1)
    sheet.text(84, 850, "承办人签章：" + NOBODY, 21)
    sheet.text(690, 930, "登记日期：样例", 21, anchor="rm")
    sheet.seal(560, 872, 82, "某某派出所样例", "户口样例章", seed=seed)
    sheet.watermark(size=72, strength=0.10, rows=4, angle=32)
    return sheet


def blurred(picture):
    """As by a phone that did not focus."""
    return picture.filter(ImageFilter.GaussianBlur(4.2))


def tilted(picture):
    """As lying crooked on a desk, its corners cut off."""
    desk = Image.new("RGB", picture.size, (120, 92, 70))
    pixels = numpy.asarray(desk).astype("float32")
    grain = numpy.random.RandomState(5).normal(0, 1, (picture.height, 1, 1)).cumsum(axis=0)
    pixels += grain - grain.mean()
    desk = Image.fromarray(pixels.clip(0, 255).astype("uint8"))
    turned = picture.convert("RGBA").resize((round(picture.width * 0.94), round(picture.height * 0.94)), Image.LANCZOS)
    turned = turned.rotate(17, Image.BICUBIC, expand=True)
    desk.paste(turned, ((desk.width - turned.width) // 2 + 60, (desk.height - turned.height) // 2 + 30), turned)
    return desk


def cut(picture):
    """Only the left part of the sheet, without number's end, seal and date."""
    return picture.crop((0, 0, round(picture.width * 0.62), round(picture.height * 0.8)))


# Slots and reasons carry the names that forms and return reasons have; `levels` are codes of the form's lists.
DOCUMENTS = {
    "unit-certificate-1": (unit_certificate, dict(slots=["unit_certificate"])),
    "work-proof-first-1": (work_proof_first, dict(slots=["work_proof_first"])),
    "work-proof-current-1": (work_proof_current, dict(slots=["work_proof_current"], provinces=["zhejiang"])),
    "work-proof-current-2": (work_proof_unit, dict(slots=["work_proof_current"], provinces=["jiangsu"])),
    "work-proof-current-3": (work_proof_plain, dict(slots=["work_proof_current"], provinces=["shanxi"])),
    "diploma-full-time-bachelor": (diploma_bachelor, dict(slots=["diploma_full_time"], levels=["5", "6", "7"])),
    "diploma-full-time-college": (diploma_college, dict(slots=["diploma_full_time"], levels=["1", "2", "3", "4"])),
    "diploma-part-time-1": (diploma_part_time, dict(slots=["diploma_part_time"])),
    "diploma-part-time-2": (diploma_self_taught, dict(slots=["diploma_part_time"])),
    "degree-full-time-bachelor": (degree_bachelor, dict(slots=["degree_full_time"], levels=["1", "2"])),
    "degree-full-time-master": (degree_master, dict(slots=["degree_full_time", "degree_part_time"], levels=["3", "4"])),
    "degree-part-time-bachelor": (degree_part_time, dict(slots=["degree_part_time"], levels=["1", "2"])),
    "qualification-junior": (lambda seed: qualification(seed, "初级", "助理会计师", "考试", (150, 34, 40)),
                             dict(slots=["qualification_certificate"], levels=["1"])),
    "qualification-intermediate": (lambda seed: qualification(seed, "中级", "会计师", "考试", (34, 66, 124)),
                                   dict(slots=["qualification_certificate"], levels=["2"])),
    "qualification-senior": (lambda seed: qualification(seed, "高级", "高级会计师", "考评结合", (122, 84, 26)),
                             dict(slots=["qualification_certificate"], levels=["3", "4"])),
    "id-front-1": (identity_front, dict(slots=["id_front"])),
    "id-back-1": (identity_back, dict(slots=["id_back"])),
    "household-proof-1": (household, dict(slots=["household_proof"])),
    "student-card-1": (student_card, dict(slots=["student_card"])),
    "abacus-certificate-1": (abacus, dict(slots=["abacus_certificate"])),
    "cpa-certificate-1": (certified_accountant, dict(slots=["cpa_certificate"])),
    "flawed-practising-certificate": (practising_certificate, dict(slots=["qualification_certificate"], flaw="Q01")),
    "flawed-score-report": (score_report, dict(slots=["qualification_certificate"], flaw="Q02")),
    "flawed-work-proof-without-seal": (lambda seed: work_proof_unit(seed, sealed=False),
                                       dict(slots=["work_proof_current", "work_proof_first"], flaw="W01")),
}

# Flawed copies of good documents: name, original, what happened to it, and where it may be found.
SPOILT = {
    "flawed-diploma-blurred": ("diploma-full-time-bachelor", blurred, dict(slots=["diploma_full_time"], flaw="A01")),
    "flawed-diploma-tilted": ("diploma-part-time-1", tilted, dict(slots=["diploma_part_time", "diploma_full_time"], flaw="A01")),
    "flawed-degree-cut": ("degree-full-time-bachelor", cut, dict(slots=["degree_full_time", "degree_part_time"], flaw="E03")),
    "flawed-qualification-blurred": ("qualification-intermediate", blurred,
                                     dict(slots=["qualification_certificate"], flaw="A01")),
    "flawed-unit-certificate-tilted": ("unit-certificate-1", tilted, dict(slots=["unit_certificate"], flaw="W05")),
}
