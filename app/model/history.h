#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace saddle::app {

// Undo and redo of whole values.
template <class Document>
class History {
 public:
  explicit History(Document document) : settled_(std::move(document)) {}

  // Called every frame. While `busy` (a drag, a text being typed) changes collect; then they become one step.
  void observe(const Document& document, bool busy) {
    if (busy || document == settled_) return;
    past_.push_back(std::move(settled_));
    settled_ = document;
    future_.clear();
    if (past_.size() > most) past_.erase(past_.begin());
  }
  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  void undo(Document& document) { go(document, past_, future_); }
  void redo(Document& document) { go(document, future_, past_); }

 private:
  static constexpr std::size_t most = 500;

  void go(Document& document, std::vector<Document>& from, std::vector<Document>& to) {
    if (from.empty()) return;
    to.push_back(std::move(settled_));
    settled_ = std::move(from.back());
    from.pop_back();
    document = settled_;
  }

  Document settled_;
  std::vector<Document> past_, future_;
};

}  // namespace saddle::app
