#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "labs/concepts/shared/page_number.h"

namespace saddle::app {

enum class HandVerdict { none, right, slip, wrong };

struct Judgment {
  HandVerdict verdict = HandVerdict::none;
  std::string_view reason = {};  // of a slip, in English
};

// Whether what a student worked out is that number, as far as it was rounded: to within half a unit of the last of
// three digits, or 0.005.
Judgment judge_by_hand(const PageNumber& number, double answer);

// "By hand": the numbers of a page that a student works out. It hides all that an exercise asks for; any other number
// is hidden where it is clicked, at any time.
class HandWork {
 public:
  struct Blank {
    std::string typed = {};
    Judgment judgment = {};
    bool asked = false;  // by a click
    // The number that was found, or given up, which is shown until it is another one.
    std::optional<double> known = {};
  };

  bool on() const { return on_; }
  void turn(bool on) { on_ = on, blanks_.clear(); }
  // Other numbers: all that was typed is of no use.
  void begin_again() { blanks_.clear(); }
  // Hides one number until it is found.
  void ask(std::string_view name) { blank(name) = {.asked = true}; }
  void judge(const PageNumber& number, std::optional<double> answer);
  void give_up(const PageNumber& number) { blank(number.name).known = number.value; }
  Blank& blank(std::string_view name);
  // Whether the number is still to be found.
  bool hides(const PageNumber& number) const;
  bool hides_any(const PageNumbers& numbers) const;
  // Whether it was found.
  bool found(const PageNumber& number) const;

 private:
  bool on_ = false;
  std::map<std::string, Blank, std::less<>> blanks_;
};

// What a picture writes of the number: its value, or "?".
std::string shown_or_hidden(const HandWork& hand, const PageNumbers& numbers, std::string_view name, int digits = 4);

}  // namespace saddle::app
