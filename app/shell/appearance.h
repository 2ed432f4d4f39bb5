#pragma once

#include <span>
#include <string>
#include <string_view>

#include "shell/settings.h"
#include "ui/ui.h"

namespace saddle::app {

// How everything looks in one ImGui context: colors, words, fonts, sizes. It follows the settings between two frames,
// because the words and fonts of a frame must live until its end.
class Appearance {
 public:
  // Throws Error if the language's catalog cannot be read.
  explicit Appearance(const Settings& settings);

  // Before each frame. Returns true if the current context has new fonts, which its renderer must take.
  bool prepare(const Settings& settings);
  // The fonts shall have the letters of this text, whatever the language of the window.
  void need(std::string_view text);
  // The same for what the user typed in this frame.
  void need_typed();

  // The same looks, `factor` times as large, for the current context, which gets fonts of its own.
  Appearance enlarged(double factor) const;

  ui::Ui ui(ui::Marks& marks, std::span<const ImVec2> trail = {});
  const ui::Theme& theme() const { return theme_; }
  const ui::Language& language() const { return language_; }

 private:
  void load_language(const std::string& code);
  void dress(bool dark, double scale);

  ui::Theme theme_;
  ui::Language language_;
  ui::Fonts fonts_;
  plot::Context plots_;
  ui::Typing typing_;
  std::string letters_;  // beside those of the language
  double scale_ = 1;
  bool stale_ = true;  // the fonts lack something
};

}  // namespace saddle::app
