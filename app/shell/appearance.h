#pragma once

#include <set>
#include <span>
#include <string>

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
  // After each frame: what was drawn and no font has yet is left out of this frame, and there in the next.
  void rendered(ImDrawData& drawn);
  // Whether a letter that was drawn waits for the fonts of the next frame.
  bool stale() const { return stale_; }

  // The same looks, `factor` times as large, for the current context, which gets fonts of its own.
  Appearance enlarged(double factor) const;
  // The same on white, without what can only be clicked. Hard edges are for a renderer that makes them smooth
  // by itself.
  enum class Edges { smooth, hard };
  Appearance on_paper(double factor, Edges edges) const;
  // For views of their own: as prepare(), with the looks they have.
  void refresh();

  ui::Ui ui(ui::Marks& marks, std::span<const ImVec2> trail = {});
  const ui::Theme& theme() const { return theme_; }
  const ui::Fonts& fonts() const { return fonts_; }
  const ui::Language& language() const { return language_; }

 private:
  void load_language(const std::string& code);
  void dress(const ui::Theme& theme, double scale);

  ui::Theme theme_;
  ui::Language language_;
  ui::Fonts fonts_;
  plot::Context plots_;
  ui::Typing typing_;
  std::set<ImWchar> letters_;  // that were drawn, beside those of the language
  Edges edges_ = Edges::smooth;
  double scale_ = 1;
  bool stale_ = true;  // the fonts lack something
};

}  // namespace saddle::app
