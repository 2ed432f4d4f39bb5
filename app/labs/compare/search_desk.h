#pragma once

#include <functional>
#include <string>

#include "labs/compare/desk.h"
#include "labs/compare/search_page.h"
#include "labs/compare/search_setup_panel.h"
#include "labs/compare/search_watch.h"

namespace saddle::app {

// Searches: the window's own, and those whose journal is read.
class SearchDesk final : public Desk {
 public:
  SearchDesk(bool threads, const std::function<void()>& wake)
      : threads_(threads), setup_(threads, wake), watch_(threads ? wake : [] {}) {}
  void begin(Frame& frame) override;
  void draw_side(Frame& frame) override { setup_.draw(frame, state_); }
  void draw_rest(Frame& frame) override { page_.draw(frame, state_); }

  bool running() const override { return watch_.running(); }
  bool can_start() const override { return running() || (setup_.search() && !setup_.fault()); }
  void start_or_stop(Frame& frame) override;
  std::string_view start_words(const ui::Ui& ui) const override { return ui.tr("Search|of settings"); }
  std::string progress(const ui::Ui& ui) const override;
  std::string longest_progress(const ui::Ui& ui) const override;
  int64_t done() const override { return watch_.snapshot() ? watch_.snapshot()->ended : 0; }
  bool begun() const override { return watch_.snapshot() != nullptr; }
  int64_t steps() const override { return done(); }
  bool waiting() const override { return setup_.waiting() || (watch_.running() && !watch_.snapshot()); }
  bool pump() override;

  SearchState& state() { return state_; }
  // Opens the journal that the setup says, if it is another one than before; returns whether it did.
  bool takes_up_what_is_followed();

 private:
  const bool threads_;
  SearchState state_;
  SearchPage page_;
  SearchSetupPanel setup_;
  SearchWatch watch_;
  std::string followed_;
};

}  // namespace saddle::app
