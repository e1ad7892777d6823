const EMAIL = /[\p{L}\p{N}._%+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/giu;
const CREDENTIALS = /^(https?:\/\/)[^/?#]*@/i;

/**
 * Text with e-mail addresses cut out. The tag does this more thoroughly in the browser;
 * this is for what other senders post.
 */
export function withoutEmails(text: string): string {
  return text.includes("@") || text.includes("%40") ? text.replace(EMAIL, "") : text;
}

/** A page address without e-mail addresses and without `user:password@`. */
export function cleanUrl(url: string): string {
  return withoutEmails(url.includes("@") ? url.replace(CREDENTIALS, "$1") : url);
}
