#pragma once

#include <string>

#include "saddle/search_runner.h"

// What the ranks of a search write to each other, as JSON. Rank 0 asks for trials; the others answer, and say first
// which search they have been started for.
namespace saddle {

// To another rank.
struct TrialRequest {
  enum class What {
    make,    // `trial` as far as `rung`
    forget,  // `trial` does not go on
    stop     // whatever is being made
  };
  What what = What::make;
  Trial trial = {};
  int rung = 0;
};
std::string letter_of(const TrialRequest& request);
TrialRequest read_request(const std::string& text);

// To rank 0.
struct TrialAnswer {
  bool made = true;  // false: it was stopped on the way
  Trial trial = {};  // without its settings
};
std::string letter_of(const TrialAnswer& answer);
TrialAnswer read_answer(const std::string& text);

}  // namespace saddle
