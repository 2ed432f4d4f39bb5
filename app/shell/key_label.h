#pragma once

#include <map>
#include <string_view>

// Keys by what they say. GLFW numbers a key by its place on an American keyboard: what is Z there says Y in Germany
// and W in France. Shortcuts mean what the key says.
namespace saddle::app {

struct KeyPress {
  int place = 0;           // GLFW's number
  std::string_view label;  // what the key writes by itself, in UTF-8; empty where it writes nothing
  bool control = false, shift = false;
};

// Returns the number of the key that says, on an American keyboard, what this one says; 0 where none does that a
// shortcut could mean. Letters of other scripts stand for the Latin letter at their place. The upper row of French and
// Czech keyboards has digits above signs: such a key is its digit, but − and + where Control is held without Shift.
int key_by_label(const KeyPress& press);

// What Control means with a character that no key says by itself: Swiss keyboards have + above 1, Japanese ones above
// the semicolon. `pressed`: what key_by_label() returned for the key that writes it. Returns 0 where that said it
// already, or no shortcut means such a character.
int key_by_character(unsigned int character, int pressed);

// What is let go is what was pressed, whatever happened to the modifiers or the layout in between.
class HeldKeys {
 public:
  int down(int scancode, int key) { return held_[scancode] = key; }
  // `otherwise`: for a key of which no press is known.
  int up(int scancode, int otherwise);

 private:
  std::map<int, int> held_;
};

}  // namespace saddle::app
