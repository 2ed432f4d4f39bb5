#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace saddle::app {

// Undo and redo of whole values.
template <class Value>
class History {
 public:
  explicit History(Value value) : settled_(std::move(value)) {}

  // Called every frame. While `busy` (a drag, a text being typed) changes collect; then they become one step.
  void observe(const Value& value, bool busy) {
    if (busy || value == settled_) return;
    past_.push_back(std::move(settled_));
    settled_ = value;
    future_.clear();
    if (past_.size() > most) past_.erase(past_.begin());
  }
  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  void undo(Value& value) { go(value, past_, future_); }
  void redo(Value& value) { go(value, future_, past_); }

 private:
  static constexpr std::size_t most = 500;

  void go(Value& value, std::vector<Value>& from, std::vector<Value>& to) {
    if (from.empty()) return;
    to.push_back(std::move(settled_));
    settled_ = std::move(from.back());
    from.pop_back();
    value = settled_;
  }

  Value settled_;
  std::vector<Value> past_, future_;
};

}  // namespace saddle::app
