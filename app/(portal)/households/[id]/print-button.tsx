"use client";

export function PrintButton({ children }: { children: string }) {
  return (
    <button type="button" className="btn" onClick={() => window.print()}>
      {children}
    </button>
  );
}
