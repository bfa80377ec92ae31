import { createHash } from "node:crypto";
import sharp from "sharp";
import { placeFile } from "../../../server/files";
import { at, type Dice, idOf } from "../tools";
import type { Placed, World } from "./world";

/** Plain drawings that stand for photos: nobody's house, no place, no face. */
const sky = (tint: string, inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" viewBox="0 0 96 72"><rect width="96" height="72" fill="${tint}"/>` +
  `<path d="M0 40 L18 26 L34 38 L56 20 L78 36 L96 28 V72 H0Z" fill="#6f8f6a"/><rect y="52" width="96" height="20" fill="#b59a72"/>${inside}</svg>`;
const slab = '<rect x="22" y="50" width="52" height="5" fill="#8d8d8d"/><path d="M22 55h52v3H22z" fill="#707070"/>';
const posts = [25, 40, 55, 69].map((x) => `<rect x="${x}" y="30" width="2.5" height="20" fill="#a5a5a5"/>`).join("");
const walls = '<path d="M25 31h46v19H25z" fill="#c9785a"/><rect x="44" y="38" width="8" height="12" fill="#4a3528"/>';
const roof = '<path d="M19 32 L48 16 L77 32Z" fill="#9b3d2e"/>';
const finished =
  '<path d="M25 31h46v19H25z" fill="#efe3c4"/><rect x="44" y="37" width="8" height="13" fill="#5b4630"/><rect x="30" y="36" width="8" height="7" fill="#7fb1c9"/><rect x="58" y="36" width="8" height="7" fill="#7fb1c9"/>';
const cow =
  '<ellipse cx="46" cy="47" rx="15" ry="8" fill="#a86f3d"/><circle cx="63" cy="41" r="5" fill="#a86f3d"/><path d="M36 53v9M42 54v8M50 54v8M56 53v9" stroke="#7d5029" stroke-width="2.4"/>';
const road =
  '<path d="M40 72 L46 36 H52 L66 72Z" fill="#8a8a8a"/><path d="M50 70 L49.4 40" stroke="#f2f2f2" stroke-width=".8" stroke-dasharray="3 3"/>';
const slide = `${road}<path d="M52 38 L74 42 L80 66 L60 62Z" fill="#7a5a38"/>`;
const drawings = {
  foundation: slab,
  frame: slab + posts,
  roof: slab + walls + roof,
  completed: slab + finished + roof,
  cow,
  road,
  slide,
} as const;
type Drawing = keyof typeof drawings;
const tints = ["#bcd7e6", "#d8dfe3", "#f0d9b8"];

/** A comment of our own makes two copies of a drawing two files, as two photos are. */
function marked(jpeg: Buffer, mark: string): Buffer {
  const text = Buffer.from(`Terrace demo ${mark}`);
  const head = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
}

export class Pictures {
  private drawn = new Map<string, Buffer>();
  private readonly toPlace: [id: string, data: Buffer][] = [];
  constructor(private readonly world: World) {}

  async draw(): Promise<void> {
    await Promise.all(
      Object.entries(drawings).flatMap(([name, inside]) =>
        tints.map(async (tint, index) => {
          const made = await sharp(Buffer.from(sky(tint, inside)))
            .jpeg({ quality: 78 })
            .toBuffer();
          this.drawn.set(`${name}${index}`, made);
        }),
      ),
    );
    const line = "M12 60 C30 10 40 90 60 50 S90 20 110 62 140 70 160 30 190 90 230 44";
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="200" viewBox="0 0 240 100"><rect width="240" height="100" fill="#fff"/><path d="${line}" fill="none" stroke="#1f2a44" stroke-width="2.4"/></svg>`;
    this.drawn.set("signature", await sharp(Buffer.from(svg)).png().toBuffer());
  }

  /** A stored picture; gives the file's id. */
  add(
    key: string,
    place: Placed,
    drawing: Drawing | "signature",
    name: string,
    by: string,
    day: string,
    dice: Dice,
  ): string {
    const id = idOf("file", key);
    const isSignature = drawing === "signature";
    const bytes = isSignature
      ? this.drawn.get("signature")!
      : marked(this.drawn.get(`${drawing}${dice.from(0, 2)}`)!, key);
    const sha256 = createHash("sha256").update(bytes).digest();
    this.world.add("files", {
      id,
      ...place,
      name,
      mediaType: isSignature ? "image/png" : "image/jpeg",
      sizeBytes: bytes.length,
      sha256,
      sentSha256: sha256,
      width: isSignature ? 480 : 640,
      height: isSignature ? 200 : 480,
      uploadedBy: by,
      uploadedAt: at(day, 15),
    });
    this.toPlace.push([id, bytes]);
    return id;
  }

  async place(): Promise<void> {
    await Promise.all(this.toPlace.map(([id, data]) => placeFile(id, data)));
  }
}
