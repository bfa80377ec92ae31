export function CellMessage({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <span className="bad small block whitespace-normal" id={`${id}-error`}>
      {message}
    </span>
  );
}
