// What a changed order says differently, character by character in Chinese and word by word elsewhere.

/**
 * The longest common subsequence as runs. @returns {Array<["same"|"gone"|"came", string]>}
 */
export function difference(before, after) {
  const [one, other] = [pieces(before), pieces(after)];
  const width = other.length + 1;
  const common = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const down = common[(i + 1) * width + j];
      const right = common[i * width + j + 1];
      common[i * width + j] = one[i] === other[j] ? common[(i + 1) * width + j + 1] + 1 : Math.max(down, right);
    }
  }
  const runs = [];
  const add = (kind, text) => (runs.at(-1)?.[0] === kind ? (runs.at(-1)[1] += text) : runs.push([kind, text]));
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      add("same", one[i++]);
      j++;
    } else if (j >= other.length || (i < one.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      add("gone", one[i++]);
    } else {
      add("came", other[j++]);
    }
  }
  return runs;
}

function pieces(text) {
  return text.match(/[A-Za-z0-9]+|\s+|[^]/gu) ?? [];
}
