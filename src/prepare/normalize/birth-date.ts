const FIRST_YEAR = 1800;
const MAX_DAY = 31;
const MAX_MONTH = 12;

const isWithin = (value: number, first: number, last: number) => value >= first && value <= last;

/**
 * A date of birth as `YYYYMMDD`, from three groups of digits in any order: the group above 31 is the year, a value above
 * 12 is the day, and of two that could be either the month comes first, as Meta reads it. Eight digits pass as they are.
 */
export function normalizeBirthDate(text: string): string {
  const groups = text.match(/\d+/g) ?? [];
  if (groups.length >= 3) {
    const [first, second, third] = [Number(groups[0]), Number(groups[1]), Number(groups[2])];
    const [year, left, right] =
      first > MAX_DAY ? [first, second, third] : second > MAX_DAY ? [second, third, first] : [third, first, second];
    const [month, day] = left > MAX_MONTH ? [right, left] : [left, right];
    const lastYear = new Date().getFullYear() + 1;
    if (isWithin(year, FIRST_YEAR, lastYear) && isWithin(month, 1, MAX_MONTH) && isWithin(day, 1, MAX_DAY)) {
      return String(year * 10_000 + month * 100 + day);
    }
  }
  return groups.length === 1 && groups[0]?.length === 8 ? groups[0] : "";
}
