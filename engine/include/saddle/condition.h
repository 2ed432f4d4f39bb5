#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/snapshot.h"

namespace saddle {

// A sentence about a run that is true or false:
//
//   run.steps >= 100 and curves.test_accuracy.last > 0.9
//   not (optimizer.type = "sgd" or network[0].init != "zero")
//   run.diverged
//
// A comparison has a path (see saddle/query.h), one of = == != < <= > >=, and a value: a number, true, false, or text
// in quotation marks. A path alone asks whether it is true. `not` binds closer than `and`, `and` closer than `or`. Text
// can be equal or not, but not less, and is equal to no number. Immutable; any thread may ask.
class Condition {
 public:
  // Throws Error, at `where`, that quotes the text and names the place in it, counted from 1.
  static Condition parse(std::string_view text, const std::string& where = "condition");

  // Throws Error, at the path, where there is no such path or its value cannot be compared with the one given.
  bool holds(const Experiment& experiment) const;
  bool holds(const RunSnapshot& run) const;
  // The same of whatever has values by name: the function throws Error for a path that it does not know.
  using Lookup = std::function<Value(std::string_view path)>;
  bool holds(const Lookup& lookup) const;

  // The paths that it asks for, each once, in the order in which they stand.
  std::vector<std::string> paths() const;
  const std::string& text() const { return text_; }

 private:
  struct Term;
  struct Parser;
  static void collect(const Term& term, std::vector<std::string>& paths);
  static bool holds(const Term& term, const Lookup& lookup);

  std::string text_;
  std::shared_ptr<const Term> root_;
};

}  // namespace saddle
