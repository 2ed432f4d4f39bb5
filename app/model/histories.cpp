#include "model/histories.h"

namespace saddle::app {

void Histories::observe(const Document& document, bool busy) {
  draft_.observe(document.draft, busy);
  for (const auto& [lab, own] : document.labs) {
    if (!own.empty()) labs_.try_emplace(lab, own).first->second.observe(own, busy);
  }
}

void Histories::undo(std::string_view lab, Document& document) {
  const auto own = labs_.find(lab);
  if (own == labs_.end()) return draft_.undo(document.draft);
  own->second.undo(document.labs[own->first]);
}

void Histories::redo(std::string_view lab, Document& document) {
  const auto own = labs_.find(lab);
  if (own == labs_.end()) return draft_.redo(document.draft);
  own->second.redo(document.labs[own->first]);
}

}  // namespace saddle::app
