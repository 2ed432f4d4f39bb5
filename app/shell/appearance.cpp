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
  dress(settings.dark ? ui::dark_theme() : ui::light_theme(), settings.scale);
  return true;
}

void Appearance::dress(const ui::Theme& theme, double scale) {
  stale_ = false;
  scale_ = scale;
  const auto size = static_cast<float>(scale);
  fonts_ = ui::load_fonts(size, language_.all_text(), letters_);
  theme_ = theme;
  ui::apply(theme_, size);
  if (edges_ == Edges::hard) {
    ImGuiStyle& style = ImGui::GetStyle();
    style.AntiAliasedLines = style.AntiAliasedLinesUseTex = style.AntiAliasedFill = false;
  }
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
  if (stale_) dress(ui::Theme(theme_), scale_);
}

Appearance Appearance::enlarged(double factor) const {
  Appearance larger = *this;
  larger.dress(theme_, scale_ * factor);
  return larger;
}

Appearance Appearance::on_paper(double factor, Edges edges) const {
  Appearance paper = *this;
  paper.edges_ = edges;
  paper.dress(ui::paper_theme(), scale_ * factor);
  return paper;
}

ui::Ui Appearance::ui(ui::Marks& marks, std::span<const ImVec2> trail) {
  return {theme_, language_, fonts_, plots_, marks, typing_, static_cast<float>(scale_), trail};
}

}  // namespace saddle::app
