/** The part of libheif's bindings that we use; the package's own types leave it untyped. */
declare module 'libheif-js/wasm-bundle.js' {
  export type Handle = { readonly handle: unique symbol };
  export type Failure = { code: unknown; message?: string };
  export type Plane = { id: unknown; width: number; height: number; stride: number; data: Uint8Array };
  export type Decoded = {
    image: unknown;
    width: number;
    height: number;
    channels: Plane[];
    code?: undefined;
  };

  export type Context = { readonly context: unique symbol };

  type Libheif = {
    ready: Promise<unknown>;
    heif_error_code: { heif_error_Ok: unknown };
    heif_colorspace: { heif_colorspace_RGB: unknown };
    heif_chroma: { heif_chroma_interleaved_RGB: unknown; heif_chroma_interleaved_RGBA: unknown };
    heif_context_alloc(): Context | null;
    heif_context_free(context: Context): void;
    heif_context_read_from_memory(context: Context, file: Uint8Array): Failure;
    heif_js_context_get_primary_image_handle(context: Context): Handle | Failure | null;
    heif_js_decode_image2(
      handle: Handle,
      colours: unknown,
      chroma: unknown,
    ): Promise<Decoded | Failure | null>;
    heif_image_handle_release(handle: Handle): void;
    heif_image_release(image: unknown): void;
  };

  const libheif: Libheif;
  export default libheif;
}
