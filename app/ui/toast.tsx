"use client";

import { Toast as Base } from "@base-ui/react/toast";
import type { ReactNode } from "react";
import { useText } from "@/app/text/client";

/** Around pages that say "saved". Refusals and lost networks are never toasts. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider timeout={6000}>
      {children}
      <Base.Portal>
        <Base.Viewport className="toasts">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Toasts() {
  const t = useText("common");
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className="toast">
      <div>
        <Base.Title render={<b />} />
        <Base.Description />
      </div>
      <Base.Close aria-label={t("action.close")}>✕</Base.Close>
    </Base.Root>
  ));
}

/** `const toast = useToast(); toast("Đã lưu")`. */
export function useToast(): (title: string, description?: string) => void {
  const manager = Base.useToastManager();
  return (title, description) => void manager.add(description ? { title, description } : { title });
}
