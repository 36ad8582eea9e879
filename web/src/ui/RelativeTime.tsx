import { dateTime, relativeTime } from "@/lib/dates";

/** "2 hours ago", with the exact time on hover and for machines. */
export function RelativeTime({ at }: { at: string }) {
  return (
    <time dateTime={at} title={dateTime(at)}>
      {relativeTime(at)}
    </time>
  );
}
