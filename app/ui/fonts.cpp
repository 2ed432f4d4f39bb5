#include "ui/fonts.h"

#include <memory>

#include <fontconfig/fontconfig.h>

namespace saddle::ui {
namespace {

struct FontFile {
  std::string path;
  int index = 0;
};

// What fontconfig finds for a family; an empty path where it only offers another family.
FontFile find_font(const char* family, int weight) {
  struct Destroy {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  };
  const std::unique_ptr<FcPattern, Destroy> wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
  FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(wanted.get(), FC_VARIABLE, FcFalse);
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const std::unique_ptr<FcPattern, Destroy> found(FcFontMatch(nullptr, wanted.get(), &result));
  FcChar8 *name = nullptr, *file = nullptr;
  FontFile font;
  if (!found || FcPatternGetString(found.get(), FC_FAMILY, 0, &name) != FcResultMatch ||
      FcPatternGetString(found.get(), FC_FILE, 0, &file) != FcResultMatch ||
      std::string(reinterpret_cast<const char*>(name)).find(family) == std::string::npos) {
    return font;
  }
  FcPatternGetInteger(found.get(), FC_INDEX, 0, &font.index);
  font.path = reinterpret_cast<const char*>(file);
  return font;
}

FontFile first_of(std::initializer_list<const char*> families, int weight) {
  for (const char* family : families) {
    if (FontFile font = find_font(family, weight); !font.path.empty()) return font;
  }
  return {};
}

class Loader {
 public:
  Loader(float scale, const std::string& extra) : scale_(scale) {
    ImFontGlyphRangesBuilder builder;
    builder.AddRanges(atlas_.GetGlyphRangesDefault());
    // What formulas, units and labels use besides Latin.
    builder.AddText("–—…·×÷±−≤≥≈→←↑↓∞∂ΔΣσμαβγδεηθλπρτφω²³√‖█▶❚↺✕⋮°한국어“”‘’•₁₂ₜ∇∆▾▸◀▮");
    builder.AddText(extra.c_str());
    builder.BuildRanges(&ranges_);
  }

  ImFont* load(float size, int weight) {
    const FontFile latin = first_of({"Inter", "DejaVu Sans"}, weight),
                   korean = first_of({"NanumGothic", "Noto Sans CJK KR"}, weight);
    ImFont* font = add(latin, size, false);
    if (!font) font = atlas_.AddFontDefault();
    // Hangul stands a little larger than Latin at the same nominal size.
    if (!korean.path.empty()) add(korean, size * 0.97f, true);
    if (const FontFile symbols = find_font("DejaVu Sans", FC_WEIGHT_REGULAR); !symbols.path.empty())
      add(symbols, size, true);
    return font;
  }

 private:
  ImFont* add(const FontFile& file, float size, bool merge) {
    if (file.path.empty()) return nullptr;
    ImFontConfig config;
    config.MergeMode = merge;
    config.FontNo = file.index;
    config.OversampleH = 2;
    config.OversampleV = 1;
    return atlas_.AddFontFromFileTTF(file.path.c_str(), size * scale_, &config, ranges_.Data);
  }

  float scale_;
  ImFontAtlas& atlas_ = *ImGui::GetIO().Fonts;
  ImVector<ImWchar> ranges_;  // must live until the atlas is built
};

}  // namespace

Fonts load_fonts(float scale, const std::string& extra) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  Loader loader(scale, extra);
  Fonts fonts;
  fonts.body = loader.load(15, FC_WEIGHT_REGULAR);
  fonts.caption = loader.load(12.5f, FC_WEIGHT_REGULAR);
  fonts.strong = loader.load(15, FC_WEIGHT_DEMIBOLD);
  fonts.title = loader.load(20, FC_WEIGHT_DEMIBOLD);
  fonts.numeral = loader.load(26, FC_WEIGHT_MEDIUM);
  atlas.Build();
  return fonts;
}

}  // namespace saddle::ui
