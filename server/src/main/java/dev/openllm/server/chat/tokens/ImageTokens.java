package dev.openllm.server.chat.tokens;

import dev.openllm.protocol.chat.Part;

/** The formulas that providers use to calculate the token count of an image. */
enum ImageTokens {
    /**
     * The count is 85 tokens plus 170 tokens for each tile of 512 by 512 pixels, after the image is scaled to fit
     * within 2,048 by 2,048 pixels and the shorter side is scaled to at most 768 pixels. Source:
     * https://platform.openai.com/docs/guides/images-vision#calculating-costs
     */
    OPENAI_TILES {
        @Override
        int of(ImageSize size) {
            ImageSize scaled = size.within(2_048).withShortSideAtMost(768);
            return 85 + 170 * Math.ceilDiv(scaled.width(), 512) * Math.ceilDiv(scaled.height(), 512);
        }
    },
    /**
     * Each patch of 32 by 32 pixels counts as one token, up to 1,536 patches. The count is then multiplied by 1.62, the
     * factor for the small models. Source: https://platform.openai.com/docs/guides/images-vision#calculating-costs
     */
    OPENAI_PATCHES {
        @Override
        int of(ImageSize size) {
            int patches = Math.ceilDiv(size.width(), 32) * Math.ceilDiv(size.height(), 32);
            return (int) Math.round(Math.min(patches, 1_536) * 1.62);
        }
    },
    /**
     * Each tile of 768 by 768 pixels counts as 258 tokens. An image of at most 384 by 384 pixels counts as one tile.
     * Source: https://ai.google.dev/gemini-api/docs/tokens
     */
    GEMINI {
        @Override
        int of(ImageSize size) {
            boolean small = size.width() <= 384 && size.height() <= 384;
            return 258 * (small ? 1 : Math.ceilDiv(size.width(), 768) * Math.ceilDiv(size.height(), 768));
        }
    },
    /**
     * The count is the width times the height, in pixels, divided by 750, after the image is scaled to fit within 1,568
     * by 1,568 pixels. Source: https://docs.claude.com/en/docs/build-with-claude/vision
     */
    BY_AREA {
        @Override
        int of(ImageSize size) {
            ImageSize scaled = size.within(1_568);
            return Math.max(1, Math.min(1_600, scaled.width() * scaled.height() / 750));
        }
    };

    /** The dimensions assumed for an image whose dimensions are unknown. */
    private static final ImageSize DEFAULT_SIZE = new ImageSize(1_024, 768);

    abstract int of(ImageSize size);

    final int of(Part.Image image) {
        return of(ImageSize.ofBase64(image.data()).orElse(DEFAULT_SIZE));
    }
}
