#include "shell/appearance.h"

#include "shell/assets.h"
#include "ui/unseen.h"

namespace saddle::app {

Appearance::Appearance(const Settings& settings) { load_language(settings.language); }

void Appearance::load_language(const std::string& code) {
  language_ = code == "en" ? ui::Language() : ui::Language(code, locale_directory() / (code + ".mo"));
  stale_ = true;
}

bool Appearance::prepare(const Settings& settings) {
  if (settings.language != language_.code()) load_language(settings.language);
  if (!stale_ && settings.scale == scale_ && settings.dark == theme_.dark) return false;
  dress(settings.dark, settings.scale);
  return true;
}

void Appearance::dress(bool dark, double scale) {
  stale_ = false;
  scale_ = scale;
  const auto size = static_cast<float>(scale);
  fonts_ = ui::load_fonts(size, language_.all_text(), letters_);
  theme_ = dark ? ui::dark_theme() : ui::light_theme();
  ui::apply(theme_, size);
  plots_.style = theme_.plot;
  plots_.style.scale = size;
  plots_.style.small = fonts_.caption;
  plots_.style.title = fonts_.strong;
  plots_.words.fit = language_("Fit");
  plots_.words.skipped = language_("{} values ≤ 0 not shown");
}

void Appearance::rendered(ImDrawData& drawn) {
  const std::set<ImWchar> unseen = ui::take_unseen(drawn);
  if (unseen.empty()) return;
  letters_.insert(unseen.begin(), unseen.end());
  stale_ = true;
}

void Appearance::refresh() {
  if (stale_) dress(theme_.dark, scale_);
}

Appearance Appearance::enlarged(double factor) const {
  Appearance larger = *this;
  larger.dress(theme_.dark, scale_ * factor);
  return larger;
}

ui::Ui Appearance::ui(ui::Marks& marks, std::span<const ImVec2> trail) {
  return {theme_, language_, fonts_, plots_, marks, typing_, static_cast<float>(scale_), trail};
}

}  // namespace saddle::app
