/** A currency's sign or code as it is looked up: `Kr.`, `KR` and `kr` are one, and so are an Arabic sign's dotted forms. */
export const toSignKey = (sign: string) => sign.toLowerCase().replace(/[.\s]/g, "");
