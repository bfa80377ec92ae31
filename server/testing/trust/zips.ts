import { crc32, deflateRawSync } from "node:zlib";
import { officeTypes } from "../../office";

/** Zip files made byte by byte, so that they can lie. */

export type Piece = {
  name: string;
  data?: Buffer | string;
  method?: number;
  /** What the directory says instead of the truth. */
  size?: number;
  packed?: number;
  flags?: number;
  attributes?: number;
  /** What the part says of itself instead. */
  localName?: string;
  localMethod?: number;
  localSize?: number;
  /** The bytes of an earlier part. */
  over?: number;
};

export function zip(
  pieces: Piece[],
  { before = "", after = "", count }: { before?: string | Buffer; after?: string | Buffer; count?: number } = {},
): Buffer {
  const body: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  const starts: number[] = [];
  let at = body[0]!.length;
  for (const piece of pieces) {
    const data = Buffer.from(piece.data ?? "");
    const method = piece.method ?? 8;
    const packed = method === 8 ? deflateRawSync(data) : data;
    const [name, localName] = [Buffer.from(piece.name), Buffer.from(piece.localName ?? piece.name)];
    const [size, said] = [piece.size ?? data.length, piece.packed ?? packed.length];
    const sum = crc32(data);
    let start = at;
    if (piece.over === undefined) {
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(20, 4);
      local.writeUInt16LE(piece.flags ?? 0, 6);
      local.writeUInt16LE(piece.localMethod ?? method, 8);
      local.writeUInt32LE(sum, 14);
      local.writeUInt32LE(said, 18);
      local.writeUInt32LE(piece.localSize ?? size, 22);
      local.writeUInt16LE(localName.length, 26);
      body.push(local, localName, packed);
      at += 30 + localName.length + packed.length;
    } else start = starts[piece.over]!;
    starts.push(start);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(0x031e, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(piece.flags ?? 0, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(sum, 16);
    entry.writeUInt32LE(said, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(piece.attributes ?? 0, 38);
    entry.writeUInt32LE(start, 42);
    directory.push(entry, name);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count ?? pieces.length, 8);
  end.writeUInt16LE(count ?? pieces.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...body, listed, end, Buffer.from(after)]);
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export const relations = (...of: { type: string; target: string; external?: boolean }[]) =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${of
    .map(
      ({ type, target, external }, n) =>
        `<Relationship Id="rId${n + 1}" Type="${relation}/${type}" Target="${target}"${external ? ' TargetMode="External"' : ""}/>`,
    )
    .join("")}</Relationships>`;

const contents = (main: string, type: string) =>
  `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/${main}" ContentType="${type}"/></Types>`;

const paragraph = (inside: string) => `<w:p><w:r>${inside}</w:r></w:p>`;
export const letterText = (inside: string) =>
  `${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inside}</w:body></w:document>`;

/** A letter as Word writes it; `more` replaces parts of the same name or comes behind. */
export function letter(
  more: Piece[] = [],
  options: Parameters<typeof zip>[1] = {},
  type = `${officeTypes.docx}.main+xml`,
): Buffer {
  return zip(
    replaced(
      [
        { name: "[Content_Types].xml", data: contents("word/document.xml", type) },
        { name: "_rels/.rels", data: relations({ type: "officeDocument", target: "word/document.xml" }) },
        {
          name: "word/document.xml",
          data: letterText(paragraph("<w:t>Quyết định phê duyệt danh sách hộ nghèo</w:t>")),
        },
        {
          name: "word/_rels/document.xml.rels",
          data: relations(
            { type: "styles", target: "styles.xml" },
            { type: "hyperlink", target: "https://vbpl.vn/", external: true },
          ),
        },
        { name: "word/styles.xml", data: `${head}<w:styles xmlns:w="x"/>` },
      ],
      more,
    ),
    options,
  );
}

export const sheetText = (inside: string) =>
  `${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${inside}</sheetData></worksheet>`;

/** A sheet as Excel writes it. */
export function sheet(
  more: Piece[] = [],
  options: Parameters<typeof zip>[1] = {},
  type = `${officeTypes.xlsx}.main+xml`,
): Buffer {
  return zip(
    replaced(
      [
        { name: "[Content_Types].xml", data: contents("xl/workbook.xml", type) },
        { name: "_rels/.rels", data: relations({ type: "officeDocument", target: "xl/workbook.xml" }) },
        {
          name: "xl/workbook.xml",
          data: `${head}<workbook><sheets><sheet name="Hộ nghèo" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        },
        { name: "xl/_rels/workbook.xml.rels", data: relations({ type: "worksheet", target: "worksheets/sheet1.xml" }) },
        {
          name: "xl/worksheets/sheet1.xml",
          data: sheetText('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="XFD1"><f>SUM(A1:B1)</f><v>0</v></c></row>'),
        },
        {
          name: "xl/sharedStrings.xml",
          data: `${head}<sst><si><t>Gọi CALL( và DDE là chữ thường trong ô</t></si></sst>`,
        },
      ],
      more,
    ),
    options,
  );
}

const replaced = (usual: Piece[], more: Piece[]): Piece[] => [
  ...usual.map((each) => more.find(({ name }) => name === each.name) ?? each),
  ...more.filter(({ name }) => !usual.some((each) => each.name === name)),
];
