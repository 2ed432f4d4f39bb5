#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/error.h"
#include "saddle/properties.h"

namespace saddle {

// What the narrator says of a run: a sentence with its date, where to look, and what may help. It follows from the run
// alone: the same with and without a window, with any number of threads.
struct Event {
  enum class Tone { note, warning, error };
  // A property and its new value, as assign() takes them.
  struct Change {
    std::string path;  // "optimizer.learning_rate"
    Value value;
    bool operator==(const Change&) const = default;
  };

  int64_t step = 0;       // after which it was said
  std::string rule = {};  // that said it: "dead_units"
  Tone tone = Tone::warning;
  Issue sentence = {};      // without a place
  std::string panel = {};   // of the network lab, that shows it
  std::string lesson = {};  // that is about it
  Issue offer = {};         // the label of a button; without a message where there are no changes
  std::vector<Change> changes = {};

  bool operator==(const Event&) const = default;
};
std::string_view name_of(Event::Tone tone);
// "optimizer.learning_rate=0.01", as --set takes it.
std::string to_text(const Event::Change& change);

// One object of JSON, and back: step, rule, tone, text, and where there are any sentence (the template and its
// arguments), panel, lesson, offer, set. Throws Error for what is none.
std::string to_json(const Event& event);
Event parse_event(const std::string& json, const std::string& where);

}  // namespace saddle
