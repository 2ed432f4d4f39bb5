#include "shell/notices.h"

#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr std::chrono::seconds said_for{6};

}  // namespace

void Notices::done(std::string sentence) {
  done_ = std::move(sentence);
  done_at_ = std::chrono::steady_clock::now();
}

void Notices::draw_failure(ui::Ui& ui) {
  if (issue_ && ui::notice(ui, "notice", ui::Tone::error, ui.language(*issue_), ui.tr("Close"))) issue_.reset();
}

void Notices::draw_done(ui::Ui& ui) {
  if (done_.empty()) return;
  ui::toast(ui, "done", done_);
  if (std::chrono::steady_clock::now() - done_at_ > said_for) done_.clear();
}

}  // namespace saddle::app
