import sharp from "sharp";
import { paper, picture } from "./hostile";
import { letter, letterText, sheet, sheetText } from "./zips";

/** Files that people really send: name, bytes. */
export type Honest = [name: string, bytes: () => Buffer | Promise<Buffer>];

const marks = {
  IFD0: { Make: "Canary", Artist: "Nguyễn Thị Canary" },
  IFD3: { GPSLatitude: "21/1 31/1 0/1", GPSLatitudeRef: "N" },
};
const xmp =
  '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="21,31N" exif:UserComment="Canary"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>';

/** A JPEG segment of this application; where programs put what they know of a photo. */
const segment = (marker: number, data: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};
const iptc = Buffer.concat([
  Buffer.from("Photoshop 3.0\\08BIM\x04\x04\0\0".replace("\\0", "\0"), "latin1"),
  Buffer.from([0, 0, 0, 22, 0x1c, 2, 90, 0, 6]),
  Buffer.from("Canary"),
  Buffer.from([0x1c, 2, 80, 0, 2]),
  Buffer.from("NT"),
]);

export type Format = "jpeg" | "png" | "webp";
type Shot = { width?: number; height?: number; orientation?: number; noise?: boolean; quality?: number };

/** A photo with everything that a telephone and an editor write into one. */
export async function marked(
  format: Format,
  { width = 40, height = 30, orientation = 1, noise = false, quality = 80 }: Shot = {},
): Promise<Buffer> {
  const background = { width, height, channels: 3 as const, background: "#a33" };
  const made = sharp({
    create: noise ? { ...background, noise: { type: "gaussian", mean: 128, sigma: 60 } } : background,
  })
    .withExif(marks)
    .withXmp(xmp)
    .withIccProfile("p3")
    .withMetadata({ orientation });
  const bytes = await made.toFormat(format, format === "png" ? {} : { quality }).toBuffer();
  if (format !== "jpeg") return bytes;
  const comment = segment(0xfe, Buffer.from("Canary 21.52,107.41"));
  return Buffer.concat([
    bytes.subarray(0, 2),
    segment(0xed, iptc),
    comment,
    bytes.subarray(2),
    Buffer.from("Canary behind the end"),
  ]);
}

const vietnamese = [
  ...["Quyết định 1719.pdf", "Biên bản nghiệm thu nhà ở – hộ ông Chíu.pdf", "Danh sách hộ nghèo, cận nghèo 2025.pdf"],
  ...["Tờ trình số 12-TTr-UBND (bản ký).pdf", "ảnh móng nhà.pdf", "ĐƯỜNG BÊ TÔNG THÔN NÀ BUNG.pdf", "Ðơn đề nghị.pdf"],
];

export const honest: Honest[] = [
  ...(["jpeg", "png", "webp"] as const).flatMap((format): Honest[] => [
    [`nhỏ.${format}`, () => picture(format, 1, 1)],
    [`ảnh điện thoại.${format}`, () => marked(format, { width: 1200, height: 900, orientation: 6, noise: true })],
    [`móng nhà.${format}`, () => marked(format)],
    [`dài.${format}`, () => picture(format, 3000, 40)],
  ]),
  ["IMG_20250612_081522.JPG", () => marked("jpeg")],
  ["không đuôi", () => marked("jpeg")],
  [
    "xám.png",
    async () =>
      sharp(await picture("png"))
        .greyscale()
        .png({ palette: true })
        .toBuffer(),
  ],
  [
    "trong suốt.png",
    () =>
      sharp({ create: { width: 20, height: 20, channels: 4, background: "#0000" } })
        .png()
        .toBuffer(),
  ],
  [
    "CMYK.jpg",
    async () =>
      sharp(await picture())
        .toColourspace("cmyk")
        .jpeg()
        .toBuffer(),
  ],
  [
    "từng bước.jpg",
    async () =>
      sharp(await picture("jpeg", 800, 600))
        .jpeg({ progressive: true })
        .toBuffer(),
  ],
  ...vietnamese.map((name): Honest => [name, () => paper()]),
  ["quét.PDF", () => paper("1 0 obj<</Type/XObject/JSName 1/Launcher 2>>endobj", "%%EOF\r\n\r\n")],
  ["hai lần lưu.pdf", () => paper("1 0 obj<<>>endobj\n%%EOF\n2 0 obj<<>>endobj")],
  ["tài liệu.docx", () => letter()],
  ["Báo cáo có biểu đồ.docx", () => letter([{ name: "word/embeddings/Microsoft_Excel_Sheet1.xlsx", data: sheet() }])],
  [
    "Mục lục.docx",
    () =>
      letter([
        {
          name: "word/document.xml",
          data: letterText(
            '<w:instrText xml:space="preserve"> PAGE \\* MERGEFORMAT </w:instrText><w:t>Thêm DDE vào câu</w:t>',
          ),
        },
      ]),
  ],
  ["Danh sách.xlsx", () => sheet()],
  ["Phụ lục 02.xlsx", () => sheet([{ name: "xl/printerSettings/printerSettings1.bin", data: "x" }])],
  [
    "Tổng hợp.XLSX",
    () =>
      sheet([
        {
          name: "xl/worksheets/sheet2.xml",
          data: sheetText(
            Array.from({ length: 2000 }, (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${n}</v></c></row>`).join(""),
          ),
        },
      ]),
  ],
];
