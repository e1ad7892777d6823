/** A built page fragment, bundled as text. */
declare module "*.html" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the bundler gives a text file as the default export
  export default text;
}

/** A style sheet; importing it puts it into the bundle's own. */
declare module "*.css" {}
