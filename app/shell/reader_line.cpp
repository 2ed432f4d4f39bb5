#include "shell/reader_line.h"

#include <utility>

#include "shell/assets.h"

namespace saddle::app {

ReaderLine::ReaderLine(Session::Threading threading, std::function<void()> wake)
    : service_(assets_directory() / "models/digits.npz", threading, std::move(wake)),
      now_(std::make_shared<const ModelService::State>()) {}

std::optional<Issue> ReaderLine::begin_frame() {
  const auto before = std::exchange(now_, service_.latest());
  asked_.reset();
  return before->issue ? std::nullopt : now_->issue;
}

void ReaderLine::end_frame() {
  if (!asked_ || asked_ == sent_) return;
  sent_ = asked_;
  service_.ask(sent_);
}

bool ReaderLine::answered() const { return (now_->model || now_->issue) && (!asked_ || now_->question == asked_); }

}  // namespace saddle::app
