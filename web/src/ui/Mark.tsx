/** The sign of the product: a lit window in a roof. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <path d="M16 2 4 13v17h24V13Z" fill="var(--lucarne-structure)" />
      <path d="M10 26V16a6 6 0 0 1 12 0v10Z" fill="var(--lucarne-lamp)" />
      <path d="M16 10v16M10 18h12" stroke="var(--lucarne-structure)" strokeWidth="1.6" />
    </svg>
  );
}
