"""Drawn people before a studio's wall. Nobody: every face is made of the same few curves."""

import numpy
from PIL import Image, ImageDraw, ImageFilter

from drawing import Sheet, smooth

WIDTH, HEIGHT = 480, 728  # 35 mm by 53 mm, more than the 413 by 626 pixels that forms ask for.
MIDDLE = 240

RED_WALL, BLUE_WALL, WHITE_WALL = (205, 28, 40), (66, 140, 218), (247, 248, 250)


def mirrored(points):
    return [(2 * MIDDLE - x, y) for x, y in points]


def both(points):
    """A closed outline from its left half, given from top to bottom."""
    return points + list(reversed(mirrored(points)))


def darker(colour, factor):
    return tuple(max(0, min(255, round(value * factor))) for value in colour)


def wall(colour):
    """Light in the middle, a little less towards the edges."""
    y, x = numpy.mgrid[0:HEIGHT * 3, 0:WIDTH * 3]
    distance = ((x / (WIDTH * 3) - 0.5) ** 2 + (y / (HEIGHT * 3) - 0.4) ** 2)
    light = 1.03 - 0.20 * distance
    pixels = (numpy.array(colour, dtype="float32") * light[:, :, None]).clip(0, 255)
    sheet = Sheet(WIDTH, HEIGHT, colour)
    sheet.image = Image.fromarray(pixels.astype("uint8"))
    sheet.draw = ImageDraw.Draw(sheet.image)
    return sheet


FACE = both([(240, 196), (186, 206), (150, 250), (140, 318), (146, 376), (162, 424), (192, 462), (222, 480), (240, 483)])[:-1]


def body(sheet, skin, coat, shirt, woman, tie):
    shoulders = both([(200, 520), (150, 556), (78, 590), (42, 640), (26, 760)] if not woman else
                     [(204, 524), (164, 562), (104, 592), (70, 640), (54, 760)])
    outline = smooth(shoulders[:5], closed=False) + smooth(shoulders[5:], closed=False)
    sheet.polygon(outline, coat)
    sheet.shade(lambda mask: mask.polygon([(330, 560), (420, 590), (470, 728), (360, 728)], (255, 255, 255)),
                darker(coat, 0.55), 0.5, 26, inside=outline)
    # Neck, and the shadow that the chin throws on it.
    neck = both([(196, 420), (194, 500), (188, 540), (170, 566), (196, 604), (240, 624)] if not woman else
                [(202, 420), (200, 500), (196, 538), (178, 566), (204, 612), (240, 640)])
    sheet.blob(neck, skin)
    sheet.shade(lambda mask: mask.ellipse(MIDDLE, 500, 60, 46, fill=(255, 255, 255)), darker(skin, 0.62), 0.62, 9,
                inside=smooth(neck))
    if woman:
        for side in (lambda points: points, mirrored):
            sheet.polygon(side([(186, 546), (240, 640), (240, 680), (150, 580), (160, 556)]), shirt)
            sheet.line(side([(186, 546), (240, 640)]), darker(shirt, 0.82), 1.6)
            sheet.polygon(side([(158, 562), (148, 580), (206, 700), (238, 728), (240, 668)]), darker(coat, 0.86))
            sheet.line(side([(158, 562), (240, 668)]), darker(coat, 0.6), 1.6)
        sheet.line([(240, 668), (240, 728)], darker(coat, 0.6), 1.6)
        return
    sheet.polygon([(178, 552), (240, 616), (302, 552), (330, 600), (262, 728), (218, 728), (150, 600)], shirt)
    for side in (lambda points: points, mirrored):
        sheet.polygon(side([(190, 534), (172, 556), (208, 622), (240, 606)]), darker(shirt, 0.95))
        sheet.line(side([(190, 534), (240, 606), (208, 622), (172, 556)]), darker(shirt, 0.78), 1.4)
        sheet.polygon(side([(160, 556), (132, 574), (146, 640), (168, 634), (160, 660), (222, 760), (228, 728)]),
                      darker(coat, 1.18))
        sheet.line(side([(160, 556), (228, 728)]), darker(coat, 0.6), 1.6)
        sheet.line(side([(132, 574), (146, 640), (168, 634), (160, 660), (206, 728)]), darker(coat, 0.62), 1.4)
    if tie:
        sheet.polygon([(226, 606), (254, 606), (260, 630), (240, 642), (220, 630)], tie)
        sheet.polygon([(228, 638), (252, 638), (266, 740), (214, 740)], darker(tie, 0.92))
        for stripe in range(5):
            top = 652 + stripe * 22
            sheet.line([(226 - stripe * 2, top + 12), (252 + stripe * 2, top - 2)], darker(tie, 1.35), 3)
        sheet.line([(222, 632), (240, 642), (258, 632)], darker(tie, 0.6), 1.5)
    else:
        sheet.line([(240, 610), (240, 728)], darker(shirt, 0.8), 1.5)
        for button in (650, 700):
            sheet.ellipse(246, button, 3, 3, darker(shirt, 0.72))


def head(sheet, skin, woman, brows, lips, age):
    for side in (-1, 1):
        sheet.ellipse(MIDDLE + side * 101, 348, 17, 33, darker(skin, 0.95))
        sheet.ellipse(MIDDLE + side * 103, 350, 9, 21, darker(skin, 0.82))
    sheet.blob(FACE, skin)
    cheek = [(330, 250), (348, 330), (330, 420), (280, 478), (300, 400), (310, 300)]
    sheet.shade(lambda mask: mask.blob(cheek, (255, 255, 255)), darker(skin, 0.72), 0.5, 13,
                inside=smooth(FACE))
    sheet.shade(lambda mask: mask.ellipse(212, 246, 42, 24, fill=(255, 255, 255)), (255, 250, 244), 0.35, 14)
    blush = (226, 128, 112)
    for side in (-1, 1):
        sheet.shade(lambda mask: mask.ellipse(MIDDLE + side * 62, 392, 26, 16, fill=(255, 255, 255)), blush,
                    0.28 if woman else 0.16, 10, inside=smooth(FACE))

    for side in (lambda points: points, mirrored):
        # Eye: white, iris, pupil, light, lids.
        eye = [(172, 338), (184, 327), (202, 325), (220, 336), (204, 345), (186, 346)]
        sheet.blob(side(eye), (250, 248, 245))
        x = side([(197, 0)])[0][0]
        sheet.ellipse(x, 335, 10.5, 10.5, (62, 40, 28))
        sheet.ellipse(x, 335, 5, 5, (16, 12, 12))
        sheet.ellipse(x - 3.5, 331, 2.6, 2.6, (255, 255, 255))
        sheet.stroke(side([(169, 339), (183, 326), (202, 323), (222, 337)]), (40, 28, 26), 3.6 if woman else 2.8)
        sheet.stroke(side([(178, 345), (194, 348), (212, 343)]), darker(skin, 0.7), 1.2)
        sheet.stroke(side([(174, 322), (190, 314), (208, 315)]), darker(skin, 0.74), 1.4)
        if woman:
            sheet.stroke(side([(170, 337), (163, 331)]), (40, 28, 26), 2.2)
            sheet.stroke(side([(164, 304), (186, 293), (220, 299)]), brows, 5.0)
        else:
            sheet.blob(side([(160, 304), (184, 288), (222, 294), (222, 302), (186, 299), (164, 309)]), brows)
        if age:
            sheet.stroke(side([(176, 358), (192, 363), (208, 359)]), darker(skin, 0.8), 1.5)
            sheet.stroke(side([(200, 404), (190, 420), (186, 438)]), darker(skin, 0.76), 1.7)

    sheet.shade(lambda mask: mask.polygon([(246, 320), (262, 392), (240, 404), (244, 360)], (255, 255, 255)), darker(skin, 0.74), 0.5, 5)
    sheet.stroke([(222, 393), (226, 402), (240, 406), (254, 402), (258, 393)], darker(skin, 0.66), 2.2)
    for side in (-1, 1):
        sheet.ellipse(MIDDLE + side * 9, 400, 3.6, 2.2, darker(skin, 0.5))
    sheet.blob([(206, 434), (226, 427), (240, 431), (254, 427), (274, 434), (240, 438)], darker(lips, 0.92))
    sheet.blob([(206, 434), (240, 438), (274, 434), (258, 448), (240, 451), (222, 448)], lips)
    sheet.stroke([(204, 433), (224, 437), (240, 438), (256, 437), (276, 433)], darker(lips, 0.55), 1.8)


def glasses(sheet, colour):
    for side in (lambda points: points, mirrored):
        sheet.stroke(side([(160, 322), (196, 316), (226, 324), (228, 350), (206, 366), (174, 362), (158, 344)]), colour, 3.4,
                     closed=True)
        sheet.stroke(side([(159, 326), (146, 324), (140, 328)]), colour, 3.2)
    sheet.stroke([(227, 332), (240, 327), (253, 332)], colour, 3.2)


def hair_short(sheet, hair, parted):
    sheet.blob([(140, 340), (132, 280), (138, 220), (172, 170), (232, 150), (300, 160), (340, 208), (350, 270), (341, 340),
                (332, 322), (330, 276), (312, 240), (270, 228), (200, 222) if parted else (226, 236), (166, 250),
                (152, 286), (149, 324)], hair)
    shine(sheet, [(180, 200), (222, 178), (282, 182)], hair)


def hair_receding(sheet, hair):
    sheet.blob([(141, 344), (133, 290), (140, 236), (168, 190), (214, 168), (268, 168), (312, 190), (341, 236), (348, 290),
                (340, 344), (331, 318), (328, 270), (304, 226), (272, 208), (240, 214), (208, 208), (176, 226), (152, 270),
                (149, 318)], hair)
    shine(sheet, [(190, 198), (222, 186), (262, 186)], hair)


def shine(sheet, points, hair):
    sheet.shade(lambda mask: mask.stroke(points, (255, 255, 255), 16), darker(hair, 2.4), 0.4, 9)


def hair_behind(sheet, hair, bottom):
    sheet.blob([(240, 140), (166, 160), (122, 230), (114, 330), (112, 420), (118, bottom), (150, bottom + 14),
                (190, bottom - 4), (290, bottom - 4), (330, bottom + 14), (362, bottom), (368, 420), (366, 330), (358, 230),
                (314, 160)], darker(hair, 0.8))


def hair_tied(sheet, hair):
    sheet.blob([(246, 150), (182, 160), (140, 212), (133, 280), (140, 350), (148, 352), (152, 306), (168, 262), (206, 236),
                (262, 206), (290, 232), (316, 264), (329, 306), (333, 352), (341, 350), (348, 280), (341, 212), (306, 162)],
               hair)
    sheet.stroke([(262, 206), (266, 178), (256, 152)], darker(hair, 0.6), 1.6)
    for side in (-1, 1):
        sheet.ellipse(MIDDLE + side * 103, 380, 4.5, 4.5, (246, 244, 238))
    shine(sheet, [(172, 216), (206, 186), (240, 180)], hair)


def hair_woman(sheet, hair, fringe):
    if fringe:
        sheet.blob([(240, 144), (172, 160), (130, 222), (124, 320), (132, 400), (146, 404), (150, 340), (156, 290),
                    (176, 282), (206, 287), (240, 284), (274, 287), (304, 282), (324, 290), (330, 340), (334, 404),
                    (348, 400), (356, 320), (350, 222), (308, 160)], hair)
        for x in (186, 212, 238, 264, 290):
            sheet.stroke([(x, 210), (x - 4, 250), (x - 3, 280)], darker(hair, 0.72), 1.4)
    else:
        sheet.blob([(252, 146), (180, 156), (134, 214), (124, 312), (130, 410), (146, 420), (150, 340), (164, 276),
                    (206, 240), (262, 206), (290, 236), (318, 276), (331, 340), (334, 420), (350, 410), (356, 312), (346, 214),
                    (312, 162)], hair)
        sheet.stroke([(262, 206), (268, 176), (262, 150)], darker(hair, 0.6), 1.6)
    shine(sheet, [(168, 214), (204, 182), (240, 176)], hair)


def portrait(name, background, woman=False, style="short", skin=(238, 200, 172), hair=(34, 28, 28), coat=(44, 50, 68),
             shirt=(244, 245, 248), tie=None, spectacles=None, age=False, lips=(190, 120, 106), extra=None):
    sheet = wall(background)
    sheet.zoom, sheet.origin = 1.1, (MIDDLE, HEIGHT)
    if style in ("long", "fringe"):
        hair_behind(sheet, hair, 590 if style == "long" else 470)
    sheet.shift = -24
    body(sheet, skin, coat, shirt, woman, tie)
    sheet.shift = 0
    head(sheet, skin, woman, darker(hair, 1.15), lips, age)
    if style == "short":
        hair_short(sheet, hair, True)
    elif style == "round":
        hair_short(sheet, hair, False)
    elif style == "receding":
        hair_receding(sheet, hair)
    elif style == "tied":
        hair_tied(sheet, hair)
    else:
        hair_woman(sheet, hair, style == "fringe")
    if spectacles:
        glasses(sheet, spectacles)
    if extra:
        extra(sheet)
    sheet.zoom = 1.0
    sheet.box(0, 690, WIDTH, HEIGHT, fill=(250, 250, 250))
    sheet.text(MIDDLE, 709, "样例头像 SAMPLE", 22, (120, 120, 128), serif=False, bold=True, anchor="mm", spacing=2)
    return sheet.finished(light=0.0, grain=3.2, seed=sum(name.encode()))


def sunglasses_and_hat(sheet):
    for side in (lambda points: points, mirrored):
        sheet.blob(side([(156, 322), (196, 314), (230, 322), (230, 352), (206, 370), (172, 366), (156, 346)]), (22, 22, 26))
    sheet.stroke([(228, 330), (240, 326), (252, 330)], (22, 22, 26), 5)
    sheet.blob([(136, 262), (134, 190), (178, 140), (240, 126), (302, 140), (346, 190), (344, 262), (240, 246)], (150, 60, 50))
    sheet.blob([(120, 268), (160, 250), (240, 242), (320, 250), (360, 268), (300, 282), (240, 276), (180, 282)], (120, 44, 38))


PORTRAITS = {
    "portrait-man-blue-1": dict(background=BLUE_WALL, tie=(150, 36, 48)),
    "portrait-man-red-1": dict(background=RED_WALL, style="round", coat=(36, 38, 44), tie=(40, 70, 128), spectacles=(30, 30, 34)),
    "portrait-man-white-1": dict(background=WHITE_WALL, style="receding", hair=(92, 90, 92), skin=(230, 190, 160),
                                 coat=(70, 76, 88), age=True, shirt=(222, 232, 246)),
    "portrait-man-blue-2": dict(background=(84, 156, 228), style="round", skin=(226, 184, 150), coat=(52, 58, 52)),
    "portrait-woman-white-1": dict(background=WHITE_WALL, woman=True, style="long", coat=(48, 46, 58), lips=(204, 84, 88)),
    "portrait-woman-red-1": dict(background=(198, 30, 44), woman=True, style="tied", coat=(40, 48, 66), lips=(200, 88, 90)),
    "portrait-woman-blue-1": dict(background=BLUE_WALL, woman=True, style="fringe", coat=(92, 60, 76), spectacles=(70, 40, 40),
                                  lips=(206, 96, 96)),
    "portrait-woman-blue-2": dict(background=(58, 126, 206), woman=True, style="tied", hair=(72, 52, 44), coat=(56, 74, 92),
                                  skin=(232, 192, 164), age=True),
}

# A picture that passes every check of the form and that a reviewer returns all the same: its name, who is on it, what is
# wrong.
FLAWED = {
    "flawed-portrait-blurred": (dict(background=WHITE_WALL, woman=True, style="tied", lips=(204, 84, 88)), "P01"),
    "flawed-portrait-hat-and-sunglasses": (dict(background=BLUE_WALL, style="round", coat=(90, 70, 50),
                                                extra=sunglasses_and_hat), "P03"),
}


def wall_name(colour):
    return {RED_WALL: "red", BLUE_WALL: "blue", WHITE_WALL: "white"}.get(colour) or (
        "red" if colour[0] > colour[2] else "blue")


def out_of_focus(picture, seed):
    """Unsharp, but with the grain that a camera adds afterwards."""
    soft = numpy.asarray(picture.filter(ImageFilter.GaussianBlur(3.6))).astype("float32")
    soft += numpy.random.RandomState(seed).normal(0, 3.2, soft.shape[:2])[:, :, None]
    return Image.fromarray(soft.clip(0, 255).round().astype("uint8"))


def all_pictures():
    """Name → (picture, what the index says of it)."""
    pictures = {}
    for name, arguments in PORTRAITS.items():
        facts = dict(background=wall_name(arguments["background"]), sex="2" if arguments.get("woman") else "1")
        pictures[name] = (portrait(name, **arguments), facts)
    for name, (arguments, reason) in FLAWED.items():
        facts = dict(background=wall_name(arguments["background"]), sex="2" if arguments.get("woman") else "1", flaw=reason)
        picture = portrait(name, **arguments)
        pictures[name] = (out_of_focus(picture, 3) if reason == "P01" else picture, facts)
    return pictures
