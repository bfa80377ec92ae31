import { BadArchive, type Part, partsOf } from "./archive";

/**
 * Letters and sheets of the office programs (.docx, .xlsx): a zip of XML that is looked through part
 * by part. Macros, things that fetch or start something, and entities are refused; what stays is text,
 * tables, pictures and links that a person must press.
 */

export type OfficeProblem = BadArchive["code"] | "file_runs_code" | "file_links_elsewhere" | "file_kind_refused";

class Refused extends Error {
  constructor(readonly code: OfficeProblem) {
    super(code);
  }
}

export const officeTypes = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
type Found = keyof typeof officeTypes;

/** Parts that hold code, or objects and controls that start some. */
const codeNames =
  /vbaproject|vbadata|\/activex\/|\/ctrlprops\/|\/(macro|dialog)sheets\/|oleobject|\.(bin|exe|dll|js|vbs|ps1|bat|cmd|hta|scr|jar|lnk|html?|mht)$/i;
/** A printer's settings and the like: blobs that no program runs. */
const harmlessBlobs = /^(xl|word)\/(printersettings|customproperty)\/?[a-z]*\d*\.bin$/i;
/** Parts that fetch data of elsewhere when the file is opened. */
const fetchNames = /^xl\/(externallinks|querytables|connections\.xml)|\/webextensions\/|\/taskpanes/i;
const archives = /\.(zip|docx|xlsx|pptx|rar|7z|gz|tar)$/i;

const MiB = 1024 * 1024;
/** Parts that are read whole. A chapter of a letter may be long; a list of parts is not. */
const mostList = 2 * MiB;
const mostText = 24 * MiB;
/** A word at the edge of two pieces is seen in the next. */
const overlap = 400;

async function bytesOf(part: Part, most: number): Promise<Buffer> {
  if (part.size > most) throw new Refused("file_unpacks_too_large");
  const pieces: Buffer[] = [];
  for await (const piece of part.pieces()) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** XML in UTF-8, as the office programs write it: in another encoding it could say things that we do not see. */
function asText(bytes: Buffer): string {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  const text = bytes.toString("utf8");
  if (mark === 0xfffe || mark === 0xfeff || bytes.subarray(0, 200).includes(0)) throw new Refused("file_kind_refused");
  if (/^[^>]{0,200}\bencoding\s{0,9}=\s{0,9}["'](?!utf-8["'])/i.test(text)) throw new Refused("file_kind_refused");
  return text;
}

/** Which of the two it is, as its list of contents says; a template or a file with macros says something else. */
function mainOf(contents: string): Found {
  if (/macroenabled|vbaproject|ms-office\.vba|activex/i.test(contents)) throw new Refused("file_runs_code");
  const found = (["docx", "xlsx"] as const).filter((each) => contents.includes(`"${officeTypes[each]}.main+xml"`));
  if (found.length !== 1) throw new Refused("file_kind_refused");
  return found[0]!;
}

/** Of what lies outside only a link that a person presses is allowed, and only to the web or to mail. */
function checkRelations(text: string) {
  for (const [relation] of text.matchAll(/<(?:\w{1,20}:)?Relationship\b[^>]{0,8000}/gi)) {
    if (!/\bTargetMode\s{0,20}=\s{0,20}["']External["']/i.test(relation)) continue;
    const pressed = /\bType\s{0,20}=\s{0,20}["'][^"']{0,200}\/relationships\/hyperlink["']/i.test(relation);
    if (!pressed || !/\bTarget\s{0,20}=\s{0,20}["'](https?:|mailto:|#)/i.test(relation))
      throw new Refused("file_links_elsewhere");
  }
}

type Forbidden = readonly (readonly [RegExp, OfficeProblem])[];

/** Entities: an office program writes none. */
const inXml: Forbidden = [[/<!(DOCTYPE|ENTITY)/i, "file_kind_refused"]];
/** Formulas that call out, and cells beyond the last column and row of any sheet. */
const inSheets: Forbidden = [
  ...inXml,
  [/<(\w{1,20}:)?(ddeLink|oleLink|webPublishItem)\b/i, "file_links_elsewhere"],
  [
    /\b(WEBSERVICE|RTD|CALL|REGISTER\.ID)\s{0,9}\(|\b(cmd|powershell|mshta|msexcel|excel)\s{0,9}\|/i,
    "file_links_elsewhere",
  ],
  [/\br="([A-Z]{4,}|X[G-Z][A-Z]|XF[E-Z]|[YZ][A-Z]{2}|[A-Z]{1,3}[0-9]{8,})/, "file_is_broken"],
];

async function checkXml(part: Part, forbidden: Forbidden) {
  let kept: string | undefined;
  for await (const piece of part.pieces()) {
    const text = kept === undefined ? asText(piece) : kept + piece.toString("utf8");
    for (const [pattern, code] of forbidden) if (pattern.test(text)) throw new Refused(code);
    kept = text.slice(-overlap);
  }
}

/** Word cuts a field's instruction into runs as it likes: put together it must not fetch or start anything. */
async function checkLetter(part: Part) {
  const text = asText(await bytesOf(part, mostText));
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Refused("file_kind_refused");
  let said = "";
  for (const [, run, whole] of text.matchAll(/<w:instrText\b[^>]{0,200}>([^<]{0,2000})|\bw:instr="([^"]{0,2000})/g))
    said += run ?? ` ${whole} `;
  if (/DDE(AUTO)?\b|INCLUDE(PICTURE|TEXT)|\bIMPORT\b/i.test(said)) throw new Refused("file_links_elsewhere");
}

async function checkPart(part: Part, depth: number) {
  const { name } = part;
  if (codeNames.test(name) && !harmlessBlobs.test(name)) throw new Refused("file_runs_code");
  if (fetchNames.test(name)) throw new Refused("file_links_elsewhere");
  if (/\.rels$/i.test(name)) return checkRelations(asText(await bytesOf(part, mostList)));
  if (/^word\/[^/]+\.xml$/i.test(name)) return checkLetter(part);
  if (/\.(xml|vml)$/i.test(name)) return checkXml(part, /^xl\/(worksheets|workbook)/i.test(name) ? inSheets : inXml);
  if (archives.test(name)) {
    // The figures behind a chart are a sheet inside the letter: it is looked through, too.
    if (depth > 0 || !/\/embeddings\/[^/]+\.xlsx$/i.test(name)) throw new Refused("file_kind_refused");
    await look(await bytesOf(part, mostText), depth + 1);
    return;
  }
  // Read to its end, or nobody would have counted it.
  for await (const _ of part.pieces());
}

async function look(zip: Buffer, depth: number): Promise<Found> {
  const parts = partsOf(zip);
  const contents = parts.find(({ name }) => name === "[Content_Types].xml");
  if (!contents) throw new Refused("file_kind_refused");
  const found = mainOf(asText(await bytesOf(contents, mostList)));
  for (const part of parts) await checkPart(part, depth);
  return found;
}

/** Which kind of office file it is, or why it is not taken. */
export async function inspectOffice(zip: Buffer): Promise<{ found: Found } | { problem: OfficeProblem }> {
  try {
    return { found: await look(zip, 0) };
  } catch (error) {
    if (error instanceof Refused || error instanceof BadArchive) return { problem: error.code };
    // A length that leads out of the file.
    if (error instanceof RangeError) return { problem: "file_is_broken" };
    throw error;
  }
}
