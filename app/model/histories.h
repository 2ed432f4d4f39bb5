#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/document.h"
#include "model/history.h"

namespace saddle::app {

// Undo and redo of a document, lab by lab: in a lab they go back in what that lab edits, which is its own part where it
// has one, otherwise the draft.
class Histories {
 public:
  explicit Histories(const Document& document) : draft_(document.draft) {}

  // Called every frame; see History::observe.
  void observe(const Document& document, bool busy);
  void undo(std::string_view lab, Document& document);
  void redo(std::string_view lab, Document& document);

 private:
  History<Draft> draft_;
  std::map<std::string, History<Properties>, std::less<>> labs_;  // begins with what a lab shows first
};

}  // namespace saddle::app
