# SPDX-License-Identifier: Apache-2.0
"""Writes gray.json beside itself: small image files and the brightness that Pillow reads from them. Needs Pillow and numpy; run once."""
import base64, io, json, pathlib, re
import numpy as np
import PIL
from PIL import Image

rng = np.random.default_rng(3)
noise = rng.integers(0, 256, (6, 8, 3), dtype=np.uint8)
x, y = np.meshgrid(np.linspace(0, 255, 24), np.linspace(0, 255, 16))
smooth = np.stack([x, y, 255 - x], axis=2).astype(np.uint8)
black = lambda image: Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image.convert("RGBA"))
exact = {"abs": 0.0, "why": "copied values, and Pillow's integer luma"}
rounded = {"abs": 1.0, "why": "one product with the alpha channel, rounded elsewhere"}
jpeg = {"abs": 4.0, "why": "another inverse cosine transform, conversion of colours and smoothing of halved colour"}
alpha = rng.integers(0, 256, (6, 8), dtype=np.uint8)
wide = rng.integers(0, 65536, (6, 8), dtype=np.uint16)
cases = []


def case(name, image, expected, tolerance, **options):
    file = io.BytesIO()
    image.save(file, options.pop("format", "PNG"), **options)
    if expected is None:
        expected = Image.open(io.BytesIO(file.getvalue())).convert("L")
    cases.append({"name": name, "function": "PIL.Image.convert('L')", "arguments": {"file": base64.b64encode(file.getvalue()).decode()},
                  "expected": np.asarray(expected).tolist(), "tolerance": tolerance})


gray = Image.fromarray(noise[:, :, 0])
colour = Image.fromarray(noise)
case("PNG, gray", gray, None, exact)
case("PNG, gray, 1 bit", gray.convert("1"), None, exact)
case("PNG, gray, 16 bits", Image.fromarray(wide), wide >> 8, exact)
case("PNG, colour", colour, None, exact)
case("PNG, palette", colour.convert("P", palette=Image.Palette.ADAPTIVE, colors=16), None, exact)
case("PNG, colour and alpha on black", Image.fromarray(np.dstack([noise, alpha])), black(Image.fromarray(np.dstack([noise, alpha]))).convert("L"), rounded)
case("PNG, gray and alpha on black", Image.fromarray(np.dstack([noise[:, :, 0], alpha])), black(Image.fromarray(np.dstack([noise[:, :, 0], alpha]))).convert("L"), rounded)
case("JPEG, gray", Image.fromarray(smooth[:, :, 0]), None, jpeg, format="JPEG", quality=95)
case("JPEG, colour", Image.fromarray(smooth), None, jpeg, format="JPEG", quality=95, subsampling=0)
case("JPEG, colour halved", Image.fromarray(smooth), None, jpeg, format="JPEG", quality=90, subsampling=2)
case("JPEG, progressive", Image.fromarray(smooth), None, jpeg, format="JPEG", quality=90, progressive=True)

out = {"topic": "gray", "library": f"Pillow {PIL.__version__}", "cases": cases}
rows = re.sub(r"\[\s+(\d[\d,\s]*?)\s+\]", lambda row: "[" + re.sub(r"\s+", " ", row[1]) + "]", json.dumps(out, indent=1))
pathlib.Path(__file__).with_name("gray.json").write_text(rows + "\n")
