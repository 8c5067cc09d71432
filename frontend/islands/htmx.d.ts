declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: {
    config: { includeIndicatorCSS: boolean; transitions: boolean; defaultTimeout: number };
    registerExtension(name: string, extension: object): void;
  };
  export default htmx;
}
