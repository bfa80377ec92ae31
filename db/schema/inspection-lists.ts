// Lists that forms share with the tables; here they bring no database code along.

export const inspectionKinds = ["inspection", "check", "supervision", "audit"] as const;
export type InspectionKind = (typeof inspectionKinds)[number];
export const severities = ["minor", "corrective", "serious"] as const;
export type Severity = (typeof severities)[number];
