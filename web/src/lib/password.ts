const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password of four groups of five letters without look-alikes: 99 bits, and fit to be read out. */
export function suggestPassword(): string {
  const groups = Array.from({ length: 4 }, () => {
    let group = "";
    while (group.length < 5) {
      // Values above the last whole multiple are thrown away, so that no letter is likelier than another.
      const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
      if (byte < 256 - (256 % letters.length)) group += letters[byte % letters.length];
    }
    return group;
  });
  return groups.join("-");
}
