#include "ui/fonts.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <fontconfig/fontconfig.h>

#include "ui/unseen.h"

namespace saddle::ui {
namespace {

struct FontFile {
  std::string path;
  int index = 0;
  std::shared_ptr<FcCharSet> letters;

  bool has(unsigned letter) const { return letters && FcCharSetHasChar(letters.get(), letter); }
};

struct Destroy {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcCharSet* letters) const { FcCharSetDestroy(letters); }
};
using Pattern = std::unique_ptr<FcPattern, Destroy>;

// The best match for what is wanted, and the name of its family; an empty path where there is none.
FontFile best_font(FcPattern& wanted, int weight, std::string& family) {
  FcPatternAddInteger(&wanted, FC_WEIGHT, weight);
  FcPatternAddInteger(&wanted, FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(&wanted, FC_VARIABLE, FcFalse);
  FcPatternAddBool(&wanted, FC_SCALABLE, FcTrue);
  FcPatternAddBool(&wanted, FC_COLOR, FcFalse);
  FcConfigSubstitute(nullptr, &wanted, FcMatchPattern);
  FcDefaultSubstitute(&wanted);
  FcResult result = FcResultNoMatch;
  const Pattern found(FcFontMatch(nullptr, &wanted, &result));
  FcChar8 *name = nullptr, *file = nullptr;
  FcCharSet* letters = nullptr;
  FcBool color = FcFalse;
  FontFile font;
  if (!found || FcPatternGetString(found.get(), FC_FAMILY, 0, &name) != FcResultMatch ||
      FcPatternGetString(found.get(), FC_FILE, 0, &file) != FcResultMatch ||
      FcPatternGetCharSet(found.get(), FC_CHARSET, 0, &letters) != FcResultMatch ||
      (FcPatternGetBool(found.get(), FC_COLOR, 0, &color) == FcResultMatch && color))
    return font;
  FcPatternGetInteger(found.get(), FC_INDEX, 0, &font.index);
  font.path = reinterpret_cast<const char*>(file);
  font.letters.reset(FcCharSetCopy(letters), Destroy());
  family = reinterpret_cast<const char*>(name);
  return font;
}

// What fontconfig finds for a family; an empty path where it only offers another family.
FontFile find_font(const char* family, int weight) {
  const Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  std::string found;
  FontFile font = best_font(*wanted, weight, found);
  return found.find(family) == std::string::npos ? FontFile() : font;
}

// Any font with this letter; an empty path where there is none.
FontFile font_with(ImWchar letter, int weight) {
  const std::unique_ptr<FcCharSet, Destroy> letters(FcCharSetCreate());
  FcCharSetAddChar(letters.get(), letter);
  const Pattern wanted(FcPatternCreate());
  FcPatternAddCharSet(wanted.get(), FC_CHARSET, letters.get());
  std::string family;
  FontFile font = best_font(*wanted, weight, family);
  return font.has(letter) ? font : FontFile();
}

FontFile first_of(std::initializer_list<const char*> families, int weight) {
  for (const char* family : families) {
    if (FontFile font = find_font(family, weight); !font.path.empty()) return font;
  }
  return {};
}

class Loader {
 public:
  Loader(float scale, const std::string& words, const std::set<ImWchar>& letters) : scale_(scale), letters_(letters) {
    ImFontGlyphRangesBuilder builder;
    builder.AddRanges(atlas_.GetGlyphRangesDefault());
    // What formulas, units and labels use besides Latin.
    builder.AddText("–—…·×÷±−≤≥≈→←↑↓∞∂ΔΣσμαβγδεηθλπρτφω²³√‖█▶❚↺✕⋮°한국어“”‘’•₁₂ₜ∇∆▾▸◀▮");
    builder.AddText(words.c_str());
    for (const ImWchar letter : letters) builder.AddChar(letter);
    builder.BuildRanges(&ranges_);
  }

  ImFont* load(float size, int weight) {
    const FontFile latin = first_of({"Inter", "DejaVu Sans"}, weight),
                   korean = first_of({"NanumGothic", "Noto Sans CJK KR"}, weight),
                   symbols = find_font("DejaVu Sans", FC_WEIGHT_REGULAR);
    ImFont* font = add(latin, size, false);
    if (!font) font = atlas_.AddFontDefault();
    // Hangul stands a little larger than Latin at the same nominal size.
    add(korean, size * 0.97f, true);
    add(symbols, size, true);
    std::vector<ImWchar> others;
    std::ranges::copy_if(letters_, std::back_inserter(others), [&](ImWchar letter) {
      return !latin.has(letter) && !korean.has(letter) && !symbols.has(letter);
    });
    add_others(std::move(others), size, weight);
    return font;
  }

  const std::set<ImWchar>& hopeless() const { return hopeless_; }

 private:
  // Each from whatever font has it; one font often has several of them.
  void add_others(std::vector<ImWchar> letters, float size, int weight) {
    while (!letters.empty()) {
      const FontFile font = font_with(letters.front(), weight);
      if (font.path.empty()) {
        hopeless_.insert(letters.front());
        letters.erase(letters.begin());
      } else {
        add(font, size, true);
        std::erase_if(letters, [&](ImWchar letter) { return font.has(letter); });
      }
    }
  }

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
  const std::set<ImWchar>& letters_;
  std::set<ImWchar> hopeless_;
  ImFontAtlas& atlas_ = *ImGui::GetIO().Fonts;
  ImVector<ImWchar> ranges_;  // must live until the atlas is built
};

}  // namespace

Fonts load_fonts(float scale, const std::string& words, const std::set<ImWchar>& letters) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  Loader loader(scale, words, letters);
  Fonts fonts;
  fonts.body = loader.load(15, FC_WEIGHT_REGULAR);
  fonts.caption = loader.load(12.5f, FC_WEIGHT_REGULAR);
  fonts.strong = loader.load(15, FC_WEIGHT_DEMIBOLD);
  fonts.title = loader.load(20, FC_WEIGHT_DEMIBOLD);
  fonts.numeral = loader.load(26, FC_WEIGHT_MEDIUM);
  atlas.Build();
  stand_in_for_unseen(atlas, loader.hopeless());
  return fonts;
}

}  // namespace saddle::ui
