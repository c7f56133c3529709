"""What both kinds of pictures are drawn with: a sheet with smooth edges, text, seals, light and grain."""

import math

import numpy
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = "/usr/share/fonts/opentype/noto/Noto{}CJK-{}.ttc"
SIMPLIFIED = 2  # The face of a Noto CJK collection with the forms of the mainland.
OVERSAMPLING = 3

RED = (196, 30, 36)
INK = (34, 32, 36)


def font(size, serif=True, bold=False):
    path = FONTS.format("Serif" if serif else "Sans", "Bold" if bold else "Regular")
    return ImageFont.truetype(path, round(size * OVERSAMPLING), index=SIMPLIFIED)


def smooth(points, closed=True, steps=14):
    """Points of a curve of Catmull and Rom through `points`."""
    count = len(points)
    curve = []
    for index in range(count if closed else count - 1):
        around = [points[(index + offset) % count if closed else min(max(index + offset, 0), count - 1)]
                  for offset in (-1, 0, 1, 2)]
        for step in range(steps):
            t = step / steps
            curve.append(tuple(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3)
                for a, b, c, d in zip(*around)))
    return curve if closed else curve + [points[-1]]


class Sheet:
    """A picture of `width` by `height` pixels, drawn larger and shrunk at the end."""

    def __init__(self, width, height, colour):
        self.width, self.height = width, height
        self.zoom, self.origin, self.shift = 1.0, (0.0, 0.0), 0.0
        self.image = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), colour)
        self.draw = ImageDraw.Draw(self.image)

    def scaled(self, points):
        """Where points lie in the large picture: moved down by `shift`, then enlarged `zoom` times around `origin`."""
        (left, top), zoom = self.origin, self.zoom
        return [((left + (x - left) * zoom) * OVERSAMPLING, (top + (y + self.shift - top) * zoom) * OVERSAMPLING)
                for x, y in points]

    def polygon(self, points, fill):
        self.draw.polygon(self.scaled(points), fill=fill)

    def blob(self, points, fill):
        self.polygon(smooth(points), fill)

    def stroke(self, points, fill, width, closed=False):
        curve = self.scaled(smooth(points, closed))
        self.draw.line(curve + curve[:1] if closed else curve, fill=fill, width=round(width * OVERSAMPLING), joint="curve")
        radius = width * OVERSAMPLING / 2
        for x, y in () if closed else (curve[0], curve[-1]):
            self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)

    def line(self, points, fill, width=1.0):
        self.draw.line(self.scaled(points), fill=fill, width=max(1, round(width * OVERSAMPLING)))

    def ellipse(self, x, y, radius_x, radius_y, fill=None, outline=None, width=1.0):
        box = self.scaled([(x - radius_x, y - radius_y), (x + radius_x, y + radius_y)])
        self.draw.ellipse(box, fill=fill, outline=outline, width=max(1, round(width * OVERSAMPLING)))

    def box(self, left, top, right, bottom, fill=None, outline=None, width=1.0, radius=0):
        self.draw.rounded_rectangle(self.scaled([(left, top), (right, bottom)]), radius * OVERSAMPLING, fill=fill,
                                    outline=outline, width=max(1, round(width * OVERSAMPLING)))

    def text(self, x, y, text, size, fill=INK, serif=True, bold=False, anchor="lm", spacing=0.0):
        """`spacing` is the extra distance between characters, in pixels."""
        face = font(size, serif, bold)
        if not spacing:
            self.draw.text((x * OVERSAMPLING, y * OVERSAMPLING), text, font=face, fill=fill, anchor=anchor)
            return
        widths = [face.getlength(character) / OVERSAMPLING for character in text]
        total = sum(widths) + spacing * (len(text) - 1)
        at = x - (total / 2 if anchor[0] == "m" else total if anchor[0] == "r" else 0)
        for character, width in zip(text, widths):
            self.draw.text((at * OVERSAMPLING, y * OVERSAMPLING), character, font=face, fill=fill, anchor="l" + anchor[1])
            at += width + spacing

    def paragraph(self, x, y, width, text, size, leading, indent=2, fill=INK, serif=True):
        """Chinese text of one size, broken where the line is full; returns where the next line would be."""
        face = font(size, serif)
        line, at = "　" * indent, y
        for character in text:
            if face.getlength(line + character) / OVERSAMPLING > width and character not in "，。；：、）》":
                opening = line[-1:] if line[-1:] in "（《" else ""
                self.text(x, at, line.removesuffix(opening), size, fill, serif)
                line, at = opening, at + leading
            line += character
        self.text(x, at, line, size, fill, serif)
        return at + leading

    def shade(self, draw_mask, colour, strength, blur, inside=None):
        """Lays `colour` softly over what `draw_mask(sheet)` fills with white, within the outline `inside` if given."""
        def mask_of(fill):
            mask = Sheet(self.width, self.height, (0, 0, 0))
            mask.zoom, mask.origin, mask.shift = self.zoom, self.origin, self.shift
            fill(mask)
            return mask.image.convert("L")

        mask = mask_of(draw_mask).filter(ImageFilter.GaussianBlur(blur * OVERSAMPLING))
        if inside:
            mask = ImageChops.multiply(mask, mask_of(lambda sheet: sheet.polygon(inside, (255, 255, 255))))
        self.image.paste(Image.new("RGB", self.image.size, colour), mask=mask.point(lambda value: value * strength))
        self.draw = ImageDraw.Draw(self.image)

    def multiply(self, other, x, y):
        """Prints `other` (white is nothing) as ink is printed, its centre at x, y."""
        layer = Image.new("RGB", self.image.size, (255, 255, 255))
        layer.paste(other, (round(x * OVERSAMPLING - other.width / 2), round(y * OVERSAMPLING - other.height / 2)))
        self.image = ImageChops.multiply(self.image, layer)
        self.draw = ImageDraw.Draw(self.image)

    def seal(self, x, y, radius, around, below="样例专用章", turn=-8.0, seed=1):
        """A round red seal with a star: of nobody, its words say that it is a sample."""
        side = round(radius * 2.2 * OVERSAMPLING)
        stamp = Image.new("RGB", (side, side), (255, 255, 255))
        draw = ImageDraw.Draw(stamp)
        middle, reach = side / 2, radius * OVERSAMPLING
        red = (214, 44, 48)
        draw.ellipse((middle - reach, middle - reach, middle + reach, middle + reach), outline=red,
                     width=round(reach * 0.055))
        star = [(middle + reach * size * math.sin(math.pi * corner / 5), middle - reach * size * math.cos(math.pi * corner / 5))
                for corner in range(10) for size in (0.3 if corner % 2 == 0 else 0.115,)]
        draw.polygon(star, fill=red)
        face = font(radius * 0.235, bold=True)
        step = min(30.0, 250.0 / max(1, len(around) - 1))
        for index, character in enumerate(around):
            angle = (index - (len(around) - 1) / 2) * step
            glyph = Image.new("L", (round(reach * 0.5),) * 2, 0)
            ImageDraw.Draw(glyph).text((glyph.width / 2,) * 2, character, font=face, fill=255, anchor="mm")
            glyph = glyph.rotate(-angle, Image.BICUBIC)
            at = (middle + reach * 0.75 * math.sin(math.radians(angle)), middle - reach * 0.75 * math.cos(math.radians(angle)))
            stamp.paste(red, (round(at[0] - glyph.width / 2), round(at[1] - glyph.height / 2)), glyph)
        draw.text((middle, middle + reach * 0.58), below, font=font(radius * 0.19, serif=False, bold=True), fill=red, anchor="mm")
        # Ink never covers evenly.
        cloud = numpy.random.RandomState(seed).uniform(0.0, 1.0, (14, 14))
        cloud = Image.fromarray((150 + cloud * 105).astype("uint8")).resize(stamp.size, Image.BICUBIC)
        stamp = Image.composite(stamp, Image.new("RGB", stamp.size, (255, 255, 255)), cloud)
        self.multiply(stamp.rotate(turn, Image.BICUBIC, fillcolor=(255, 255, 255)), x, y)

    def watermark(self, text="样例 SAMPLE", size=64.0, colour=(150, 150, 160), strength=0.16, angle=28.0, rows=3):
        """The word that nobody can overlook, across the sheet."""
        layer = Image.new("L", (self.image.width * 2, self.image.height * 2), 0)
        draw = ImageDraw.Draw(layer)
        step = self.image.height * 1.15 / rows
        for row in range(-rows, rows + 1):
            draw.text((layer.width / 2, layer.height / 2 + row * step), text, font=font(size, serif=False, bold=True),
                      fill=255, anchor="mm")
        layer = layer.rotate(angle, Image.BICUBIC)
        left, top = (layer.width - self.image.width) // 2, (layer.height - self.image.height) // 2
        layer = layer.crop((left, top, left + self.image.width, top + self.image.height))
        self.image.paste(Image.new("RGB", self.image.size, colour), mask=layer.point(lambda value: value * strength))
        self.draw = ImageDraw.Draw(self.image)

    def finished(self, light=0.05, grain=0.0, seed=1):
        """Shrunk to size, a little darker towards one corner as under a lamp, with the grain of a camera."""
        image = self.image.resize((self.width, self.height), Image.LANCZOS)
        pixels = numpy.asarray(image).astype("float32")
        y, x = numpy.mgrid[0:self.height, 0:self.width]
        fall = 1 - light * ((x / self.width - 0.35) ** 2 + (y / self.height - 0.3) ** 2)
        pixels *= fall[:, :, None]
        if grain:
            pixels += numpy.random.RandomState(seed).normal(0, grain, pixels.shape[:2])[:, :, None]
        return Image.fromarray(pixels.clip(0, 255).round().astype("uint8"))
