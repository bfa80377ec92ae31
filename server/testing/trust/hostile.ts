import { crc32, deflateSync, gzipSync } from "node:zlib";
import sharp from "sharp";
import { archives, office } from "./hostile-archives";
import { letter, sheet } from "./zips";

/** Files that somebody means ill with: what it is, its name, its bytes, and why it must be refused. */
export type Hostile = [what: string, name: string, bytes: () => Buffer | Promise<Buffer>, code: string];

const MiB = 1024 * 1024;
const text = (of: string) => () => Buffer.from(of);

export const picture = (format: "jpeg" | "png" | "webp" = "jpeg", width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: "#a33" } })
    .toFormat(format)
    .toBuffer();

export const paper = (inside = "1 0 obj<<>>endobj", end = "%%EOF\n") =>
  Buffer.from(`%PDF-1.4\n${inside}\ntrailer<<>>\n${end}`, "latin1");

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG that says how large it is, whatever its bytes hold. */
const png = (width: number, height: number, rows: Buffer) => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    pngHead,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

/** A JPEG whose head says another size than it has. */
const resizedHead = async (width: number, height: number) => {
  const bytes = Buffer.from(await picture());
  const at = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, at + 5);
  bytes.writeUInt16BE(width, at + 7);
  return bytes;
};

const html = "<!doctype html><script>alert(document.domain)</script>";
const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`;
const exe = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]);
const webp = async () => Buffer.from(await picture("webp", 400, 300));

const images: Hostile[] = [
  [
    "a picture of 3.6 thousand million points",
    "a.png",
    () => png(60_000, 60_000, Buffer.alloc(60_000)),
    "file_is_broken",
  ],
  [
    "a picture of 2 thousand million points a row",
    "a.png",
    () => png(2 ** 31 - 1, 1, Buffer.alloc(100)),
    "file_is_broken",
  ],
  ["a photo that says it is 65,500 points wide", "a.jpg", () => resizedHead(65_500, 65_500), "file_is_broken"],
  ["a photo of no size", "a.jpg", () => resizedHead(0, 0), "file_is_broken"],
  ["a picture of more bytes than its points", "a.png", () => png(9000, 9000, Buffer.alloc(30 * MiB)), "file_is_broken"],
  ["a photo cut in half", "a.jpg", async () => (await picture("jpeg", 900)).subarray(0, 300), "file_is_broken"],
  ["a picture cut in half", "a.png", async () => (await picture("png", 900, 900)).subarray(0, 200), "file_is_broken"],
  ["a webp cut in half", "a.webp", async () => (await webp()).subarray(0, 100), "file_is_broken"],
  [
    "a picture without its points",
    "a.png",
    () => Buffer.concat([pngHead, chunk("IEND", Buffer.alloc(0))]),
    "file_is_broken",
  ],
  ["only the first bytes of a picture", "a.png", () => pngHead, "file_is_broken"],
];

const scripts: Hostile[] = [
  ["a drawing with a script", "a.svg", text(svg("<script>alert(1)</script>")), "file_kind_refused"],
  ["a drawing with a handler, named as a picture", "a.png", text(svg('<g onload="alert(1)"/>')), "file_kind_refused"],
  ["a drawing that fetches", "a.svg", text(svg('<image xlink:href="http://169.254.169.254/"/>')), "file_kind_refused"],
  [
    "a drawing with an entity",
    "a.svg",
    text(`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg("&x;")}`),
    "file_kind_refused",
  ],
  ["a drawing that is packed", "a.svgz", () => gzipSync(svg("<script>alert(1)</script>")), "file_kind_refused"],
  ["a page", "a.html", text(html), "file_kind_refused"],
  ["a page named as a photo", "a.jpg", text(html), "file_kind_refused"],
  [
    "a page behind the first bytes of a photo",
    "a.jpg",
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(html)]),
    "file_is_broken",
  ],
  ["a page behind the first bytes of a paper", "a.pdf", () => paper(html), "file_is_not_what_it_says"],
  ["a script that is a GIF", "a.gif", text("GIF89a=1/*"), "file_kind_refused"],
  ["a script that is a GIF, named as a photo", "a.jpg", text("GIF89a=1/*"), "file_kind_refused"],
  ["an archive behind a paper", "a.pdf", () => Buffer.concat([paper(), letter()]), "file_is_broken"],
  ["a page behind a paper", "a.pdf", () => Buffer.concat([paper(), Buffer.from(html)]), "file_is_broken"],
  ["a page before a letter", "a.docx", () => letter([], { before: html }), "file_kind_refused"],
  ["a program before a letter", "a.docx", () => Buffer.concat([exe, letter()]), "file_kind_refused"],
  ["a page behind a letter", "a.docx", () => letter([], { after: html }), "file_is_broken"],
];

const names: Hostile[] = [
  ["a program named as a paper", "a.pdf", () => exe, "file_kind_refused"],
  ["a program behind two endings", "quyet-dinh.pdf.exe", () => exe, "file_kind_refused"],
  ["a paper behind two endings", "quyet-dinh.pdf.exe", () => paper(), "file_is_not_what_it_says"],
  ["a paper that ends as a program and a dot", "quyet-dinh.exe.", () => paper(), "file_is_not_what_it_says"],
  ["a paper that ends as a program and spaces", "quyet-dinh.exe  ", () => paper(), "file_is_not_what_it_says"],
  ["a paper with a stream behind its name", "a.exe:x.pdf.exe", () => paper(), "file_is_not_what_it_says"],
  ["a photo that says it is a paper", "a.pdf", () => picture(), "file_is_not_what_it_says"],
  ["a paper that says it is a photo", "a.jpg", () => paper(), "file_is_not_what_it_says"],
  ["a letter that says it is a sheet", "a.xlsx", () => letter(), "file_is_not_what_it_says"],
  ["a sheet that says it has macros", "a.xlsm", () => sheet(), "file_is_not_what_it_says"],
  ["a name that runs backwards", "a\u202Efdp.exe", () => paper(), "file_is_not_what_it_says"],
  ["a name with a space of no width", "a.pdf\u200b.exe", () => paper(), "file_is_not_what_it_says"],
  ["a name with a zero in it", "a.exe\0.exe", () => paper(), "file_is_not_what_it_says"],
  ["nothing", "a.jpg", () => Buffer.alloc(0), "file_empty"],
  ["one byte", "a.jpg", () => Buffer.from([0xff]), "file_kind_refused"],
  ["text", "a.txt", text("xin chào"), "file_kind_refused"],
  ["a list as text", "a.csv", text("=cmd|'/c calc'!A1,2"), "file_kind_refused"],
  [
    "a sound in the wrapping of a picture",
    "a.webp",
    () => Buffer.concat([Buffer.from("RIFF"), Buffer.alloc(4), Buffer.from("WAVE")]),
    "file_kind_refused",
  ],
];

const papers: Hostile[] = [
  ["a paper without an end", "a.pdf", () => paper("", ""), "file_is_broken"],
  [
    "a paper with a script",
    "a.pdf",
    () => paper("1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"),
    "file_runs_code",
  ],
  [
    "a paper with a script in numbers",
    "a.pdf",
    () => paper("1 0 obj<</S/J#61vaScript/JS(x)>>endobj"),
    "file_runs_code",
  ],
  [
    "a paper that starts a program",
    "a.pdf",
    () => paper("1 0 obj<</A<</S/Launch/F(cmd.exe)>>>>endobj"),
    "file_runs_code",
  ],
  [
    "a paper with a script in a packed list",
    "a.pdf",
    () => {
      const packed = deflateSync("1 0 <</S/JavaScript/JS(x)>>").toString("latin1");
      return paper(
        `1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${packed.length}>>stream\n${packed}\nendstream endobj`,
      );
    },
    "file_runs_code",
  ],
];

export const hostile: Hostile[] = [...images, ...scripts, ...names, ...papers, ...archives, ...office];
