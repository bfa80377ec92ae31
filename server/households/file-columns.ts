/**
 * The file of households that is imported and exported: one row a person, the head first. What a
 * column is called in each language is part of the format, so that a file of any office is read.
 */
export const fileColumns = {
  code: ["Mã hộ", "Kode rumah tangga", "Household code"],
  unit_id: ["Mã hệ thống của đơn vị", "ID wilayah", "Unit id"],
  unit_code: ["Mã đơn vị", "Kode wilayah", "Unit code"],
  unit_on: ["Ngày của mã", "Tanggal kode", "Code as of"],
  unit: ["Đơn vị", "Wilayah", "Unit"],
  village: ["Thôn", "Dusun", "Village"],
  address: ["Địa chỉ", "Alamat", "Address"],
  phone: ["Điện thoại", "Telepon", "Phone"],
  ethnicity: ["Dân tộc", "Suku", "Ethnicity"],
  foundation: ["Nền", "Pondasi", "Foundation"],
  frame: ["Khung, tường", "Rangka, dinding", "Frame and walls"],
  roof: ["Mái", "Atap", "Roof"],
  area: ["Diện tích", "Luas", "Area"],
  class: ["Hạng", "Kelas", "Class"],
  members: ["Nhân khẩu", "Anggota", "Members"],
  name: ["Họ và tên", "Nama", "Name"],
  born_on: ["Ngày sinh", "Tanggal lahir", "Date of birth"],
  sex: ["Giới tính", "Jenis kelamin", "Sex"],
  relationship: ["Quan hệ với chủ hộ", "Hubungan dengan kepala", "Relationship to head"],
  person_ethnicity: ["Dân tộc của người", "Suku orang", "Ethnicity of person"],
  identity: ["Số định danh", "Nomor identitas", "ID number"],
} as const;

export type FileColumn = keyof typeof fileColumns;
export const columnNames = Object.keys(fileColumns) as FileColumn[];

/** Written for the reader; an import leaves them: a class comes from a review, a count from the rows. */
export const onlyWritten = ["unit", "class", "members"] as const satisfies FileColumn[];

/** Without these no household can be registered. A unit needs its id, or its code with a day. */
export const neededColumns = ["ethnicity", "name", "born_on", "sex"] as const satisfies FileColumn[];

/** What a household has once: on the rows of further members empty, or as the head's row has it. */
export const householdColumns = [
  "code",
  "unit_id",
  "unit_code",
  "unit_on",
  "village",
  "address",
  "phone",
  "ethnicity",
  "foundation",
  "frame",
  "roof",
  "area",
] as const satisfies FileColumn[];

/** Words of the file in the order of the languages, for what has two or three answers. */
export const languages = ["vi", "id", "en"] as const;
export type Language = (typeof languages)[number];

export const sexWords = {
  male: ["Nam", "Laki-laki", "Male"],
  female: ["Nữ", "Perempuan", "Female"],
} as const;
export const partWords = {
  durable: ["Bền chắc", "Kokoh", "Durable"],
  not_durable: ["Không bền chắc", "Tidak kokoh", "Not durable"],
  unknown: ["Chưa khảo sát", "Belum disurvei", "Not surveyed"],
} as const;
