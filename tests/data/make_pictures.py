"""Writes the pictures in pictures/: one scene of four grey fields, 24 x 16 pixels, in each format that is read, and as JPEG
in each of the eight orientations that EXIF knows.

    python3 make_pictures.py
"""
import os

from PIL import Image

os.makedirs("pictures", exist_ok=True)
scene = Image.new("L", (24, 16))
scene.paste(20, (0, 0, 16, 8))
scene.paste(90, (16, 0, 24, 8))
scene.paste(160, (0, 8, 16, 16))
scene.paste(230, (16, 8, 24, 16))

# How the camera held the picture, undone by whoever shows it.
stored = {
    1: None, 2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM,
    5: Image.TRANSPOSE, 6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270,
}
for orientation, turn in stored.items():
    exif = Image.Exif()
    exif[0x112] = orientation
    picture = scene if turn is None else scene.transpose(turn)
    picture.save(f"pictures/exif{orientation}.jpg", quality=95, exif=exif)
exif = Image.Exif()
exif[0x112] = 6
scene.transpose(Image.ROTATE_90).convert("RGB").save("pictures/turned.webp", lossless=True, exif=exif)
scene.transpose(Image.ROTATE_90).save("pictures/turned.png", exif=exif)
for ending in ("bmp", "gif", "png"):
    scene.save(f"pictures/scene.{ending}")
scene.convert("RGB").save("pictures/scene.webp", lossless=True)
scene.save("pictures/key.png", transparency=20)  # what is of grey 20 is transparent
scene.convert("P").save("pictures/palette.png", transparency=20)
clear = scene.convert("RGBA")
clear.putalpha(scene.point(lambda grey: 0 if grey == 20 else 255))
clear.save("pictures/clear.webp", lossless=True, exact=True)
