import { fold } from "../../fold";

/** Invented people are called by common names; weights by repetition, the most frequent first. */
const surnames =
  "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Nông Nông Vi Lý Lương Hà Triệu Đàm Bế Dương Chìu Tằng Hứa Lộc Vy Đặng Bùi Đỗ Hồ Ngô";
const middles =
  "Thị Thị Thị Thị Văn Văn Văn Văn Đức Ngọc Minh Quang Thanh Hữu Xuân Thu Bích Kim Hồng Đình Công Tiến Thành Mạnh Hoài";
const given =
  "An Anh Bình Chi Chung Cường Dung Dũng Duy Đào Đạt Giang Hà Hải Hạnh Hằng Hiền Hiếu Hoa Hòa Hoàn Huệ Hùng Hương Huyền Khánh Khoa Lan Linh Loan Long Lộc Mai Mẫn Mơ Nam Nga Ngân Nghĩa Nhàn Nhung Oanh Phong Phúc Phương Quân Quế Sáng Sơn Tâm Tân Thảo Thắng Thơm Thủy Trang Trung Tuấn Tuyết Vân Yến";

/** Rows for the table the statements draw names from: part, place, as written, folded. */
export const nameParts = Object.entries({ surname: surnames, middle: middles, given }).flatMap(([part, words]) =>
  words.split(" ").map((name, at) => ({ part, at, name, folded: fold(name) })),
);

/** A name of a row number, as an expression: `n` is the row's number. */
export const nameOf = (n: string, column: "name" | "folded") =>
  ["surname", "middle", "given"]
    .map(
      (part, seed) =>
        `(bench.parts('${part}', '${column}'))[1 + bench.dice(${n}, ${seed + 1}, cardinality(bench.parts('${part}', '${column}')))]`,
    )
    .join(" || ' ' || ");
