#include "shell/key_label.h"

#include "ui/chord.h"

namespace saddle::app {
namespace {

constexpr int first_unprintable = 256;  // of GLFW's numbers

bool is_digit(int key) { return key >= '0' && key <= '9'; }
bool is_letter(int key) { return key >= 'A' && key <= 'Z'; }

// The key of an American keyboard with this sign on it; 0 if none.
int key_of(char sign) {
  if (sign >= 'a' && sign <= 'z') return sign - 'a' + 'A';
  if (is_letter(sign) || is_digit(sign)) return sign;
  switch (sign) {
    case '+':
    case '=':
      return ui::key::equal;
    case '-':
    case ',':
    case '.':
    case '/':
    case ';':
    case '\'':
    case '[':
    case ']':
    case '\\':
    case '`':
      return sign;
    default:
      return 0;
  }
}

}  // namespace

int key_by_label(const KeyPress& press) {
  if (press.place <= ' ' || press.place >= first_unprintable) return press.place;
  const bool ascii = press.label.size() == 1 && static_cast<unsigned char>(press.label[0]) < 0x80;
  const int said = ascii ? key_of(press.label[0]) : 0;
  if (is_digit(press.place) && !is_digit(said)) {
    const bool zooms = (said == ui::key::minus || said == ui::key::equal) && press.control && !press.shift;
    return zooms || is_letter(said) ? said : press.place;
  }
  if (said) return said;
  return is_letter(press.place) && !ascii ? press.place : 0;
}

int key_by_character(unsigned int character, int pressed) {
  const bool plus = pressed == ui::key::equal || pressed == ui::key::keypad_plus,
             minus = pressed == ui::key::minus || pressed == ui::key::keypad_minus;
  if (character == '+' && !plus) return ui::key::equal;
  if (character == '-' && !minus) return ui::key::minus;
  return 0;
}

int HeldKeys::up(int scancode, int otherwise) {
  const auto found = held_.find(scancode);
  if (found == held_.end()) return otherwise;
  const int key = found->second;
  held_.erase(found);
  return key;
}

}  // namespace saddle::app
