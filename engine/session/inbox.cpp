#include "session/inbox.h"

#include <algorithm>
#include <utility>

#include "saddle/essence.h"

namespace saddle {
namespace {

bool begins_anew(const Command& command) {
  return std::holds_alternative<command::Start>(command) || std::holds_alternative<command::Restart>(command) ||
         std::holds_alternative<command::Close>(command);
}

bool is_question(const Command& command) {
  return std::holds_alternative<command::Watch>(command) || std::holds_alternative<command::LookBack>(command) ||
         std::holds_alternative<command::PrepareToLookBack>(command) ||
         std::holds_alternative<command::LookNow>(command);
}

}  // namespace

Ticket Inbox::send(RunId run, Command command) {
  Ticket ticket{};
  {
    const MutexLock lock(mutex_);
    ticket = last_ticket_ = Ticket{static_cast<uint64_t>(last_ticket_) + 1};
    letters_.push_back({run, ticket, std::move(command)});
    if (drops(letters_.back())) load_dropped_ = true;
  }
  arrived_.notify_one();
  return ticket;
}

void Inbox::stop() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    load_dropped_ = true;
  }
  arrived_.notify_one();
}

std::optional<Letter> Inbox::take() {
  if (letters_.empty()) return std::nullopt;
  Letter letter = std::move(letters_.front());
  letters_.pop_front();
  return letter;
}

std::optional<Letter> Inbox::next() {
  const MutexLock lock(mutex_);
  return take();
}

std::optional<Letter> Inbox::next_question() {
  const MutexLock lock(mutex_);
  const bool first = !letters_.empty() && is_question(letters_.front().command);
  return first ? take() : std::nullopt;
}

void Inbox::wait() {
  const MutexLock lock(mutex_);
  while (letters_.empty() && !stopping_) arrived_.wait(mutex_);
}

void Inbox::wait_until(std::chrono::steady_clock::time_point end) {
  const MutexLock lock(mutex_);
  while (letters_.empty() && !stopping_ && std::chrono::steady_clock::now() < end) arrived_.wait_until(mutex_, end);
}

bool Inbox::empty() const {
  const MutexLock lock(mutex_);
  return letters_.empty();
}

bool Inbox::stopping() const {
  const MutexLock lock(mutex_);
  return stopping_;
}

bool Inbox::replaces(RunId run) const {
  const MutexLock lock(mutex_);
  return std::any_of(letters_.begin(), letters_.end(),
                     [&](const Letter& letter) { return letter.run == run && begins_anew(letter.command); });
}

// Of Train and Prepare only those that ask for another experiment: the same one is what is being loaded for.
bool Inbox::drops(const Letter& letter) const {
  if (!load_ || letter.run != load_->run) return false;
  if (begins_anew(letter.command)) return true;
  if (const auto* train = std::get_if<command::Train>(&letter.command))
    return !same_essence(train->experiment, *load_->experiment);
  if (const auto* prepare = std::get_if<command::Prepare>(&letter.command))
    return !same_essence(prepare->experiment, *load_->experiment);
  return false;
}

Inbox::Loading::Loading(Inbox& inbox, RunId run, const Experiment& experiment) : inbox_(inbox) {
  const MutexLock lock(inbox_.mutex_);
  inbox_.load_ = Load{run, &experiment};
  bool dropped = inbox_.stopping_;
  for (const Letter& letter : inbox_.letters_) dropped = dropped || inbox_.drops(letter);
  inbox_.load_dropped_ = dropped;
}

Inbox::Loading::~Loading() {
  const MutexLock lock(inbox_.mutex_);
  inbox_.load_.reset();
}

}  // namespace saddle
