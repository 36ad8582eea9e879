import { expect, test } from "vitest";
import { parseCsv, plainCell, separatorOf, writeCsv } from "./csv";

const read: [string, string, string[][]][] = [
  ["nothing", "", []],
  ["lines and fields", "a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]],
  ["no line end at the end", "a,b\nc,d", [["a", "b"], ["c", "d"]]],
  ["old line ends", "a\rb\r", [["a"], ["b"]]],
  ["quotes hold separators, line ends and quotes", '"a,b","c\r\nd","say ""x"""\r\n', [["a,b", "c\r\nd", 'say "x"']]],
  ["blank fields stay, blank lines go", "a,,\n\n,,\n", [["a", "", ""], ["", "", ""]]],
  ["a field in quotes may be blank", '""\n"",""\n', [[""], ["", ""]]],
  ["a quote inside a field is a letter", 'a"b,5" pipe\n', [['a"b', '5" pipe']]],
  ["a byte order mark is no letter", "\uFEFFUSER,GROUP\n", [["USER", "GROUP"]]],
  ["a quote that is never closed takes the rest", '"a,b\nc', [["a,b\nc"]]],
  ["tabs, with commas in the fields", "a, b\tc\n", [["a, b", "c"]]],
  ["semicolons, with commas in the fields", 'a;"b,c"\n', [["a", "b,c"]]],
  ["the last field may be blank", "a,b,", [["a", "b", ""]]],
];

test.each(read)("%s", (_name, text, expected) => expect(parseCsv(text, separatorOf(text))).toEqual(expected));

test("what is written is read again, and is no formula", () => {
  const records = [
    ["USER", "FIELD flights.carrier", "note"],
    ["@united.com", "UA; US", '=HYPERLINK("x")'],
    ["-1", "", " two\nlines "],
  ];
  const text = writeCsv(records);
  expect(text).not.toMatch(/(^|,)"?[=+\-@]/mu);
  expect(parseCsv(text).map((record) => record.map(plainCell))).toEqual(records);
});

const separators: [string, string][] = [["a\tb,c", "\t"], ["a;b,c\n", ","], ["a;b\nc,d", ";"], ['"a,b";c', ";"], ["alone", ","]];
test.each(separators)("what separates %j", (text, expected) => expect(separatorOf(text)).toBe(expected));
