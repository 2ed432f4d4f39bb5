#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/ui.h"

// Named widgets. Each leaves a mark under its name; texts arrive translated.
namespace saddle::ui {

enum class Look { plain, primary, quiet, danger };
struct ButtonOptions {
  Look look = Look::plain;
  ImVec2 size = {0, 0};
  bool enabled = true;
  std::string_view tooltip = {};  // of a disabled button: why it is
};
bool button(Ui& ui, std::string_view name, std::string_view label, const ButtonOptions& options = {});

struct Option {
  std::string value;
  std::string label;
  std::string tooltip = {};
  std::string group = {};  // a heading above the first option of the group
  std::string key = {};    // that chooses it too, shown at its right
};
// True when the user chose another. A value that is none of the options is shown as it is.
bool combo(Ui& ui, std::string_view name, std::string& value, std::span<const Option> options, float width = -1);
// The width in which every option of a combo can be read whole.
float combo_width(std::span<const Option> options);

bool checkbox(Ui& ui, std::string_view name, bool& value);

// A line of text; true with every letter that changes it.
bool text_field(Ui& ui, std::string_view name, std::string& value);
// Text of several lines, `lines` of them to be seen.
bool text_area(Ui& ui, std::string_view name, std::string& value, int lines);

struct NumberOptions {
  double min = 0, max = 1;
  bool logarithmic = false;     // a drag multiplies rather than adds
  std::string_view zero = {};   // shown instead of 0
  std::string_view words = {};  // shown around it: "{} bars"
  float width = -1;
};
// Dragged, or typed after a double click. True when it changed.
bool number(Ui& ui, std::string_view name, double& value, const NumberOptions& options);
bool number(Ui& ui, std::string_view name, int& value, const NumberOptions& options);

struct SliderOptions {
  double min = -1, max = 1;
  float width = -1;
  bool enabled = true;
};
// A number on a track; Ctrl and a click let it be typed. True when it changed.
bool slider(Ui& ui, std::string_view name, double& value, const SliderOptions& options);

// Shown while the last item is hovered. `formula` may be empty.
void tooltip(Ui& ui, std::string_view title, std::string_view text, std::string_view formula = {});

void text(Ui& ui, std::string_view words, ImU32 color, ImFont* font);
void heading(Ui& ui, std::string_view words);
void caption(Ui& ui, std::string_view words);
// A caption in lines over the width of the window; they break between words, never inside "1.484".
void paragraph(Ui& ui, std::string_view name, std::string_view words);
// What it takes, in pixels.
float paragraph_height(Ui& ui, std::string_view words);

// A sentence over everything, at the lower end of the screen; it takes no clicks.
void toast(Ui& ui, std::string_view name, std::string_view sentence);

enum class Tone { note, warning, error };
// A sentence on a colored ground over the width of the window; true when its button (if it has a label) was pressed.
bool notice(Ui& ui, std::string_view name, Tone tone, std::string_view sentence, std::string_view action = {});
// The same with several buttons, "name.action", "name.action1" …; which was pressed, or -1.
int notice(Ui& ui, std::string_view name, Tone tone, std::string_view sentence, std::span<const std::string> actions);

}  // namespace saddle::ui
