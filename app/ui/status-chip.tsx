import { text } from "@/app/text/server";
import { Chip, type Status, statusLook } from "./chip";

/** In a client form: `<Chip {...statusLook[status]}>{t(`status.${status}`)}</Chip>`. */
export async function StatusChip({ status }: { status: Status }) {
  const t = await text("common");
  return <Chip {...statusLook[status]}>{t(`status.${status}`)}</Chip>;
}
