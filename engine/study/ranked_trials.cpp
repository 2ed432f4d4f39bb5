#include "study/ranked_trials.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <deque>

#include "study/journal.h"

namespace saddle {
namespace {

// Letters are waited for without taking a core from those who train.
constexpr std::chrono::microseconds between_looks{500};

}  // namespace

RankedTrials::RankedTrials(Communicator& ranks, std::string head, int jobs, TrialMaker& here,
                           const std::atomic<bool>& stop)
    : ranks_(ranks), head_(std::move(head)), here_(here), stop_(stop) {
  for (int rank = 0; rank < ranks.size(); ++rank) free_.insert(free_.end(), static_cast<size_t>(jobs), rank);
  thread_ = std::jthread([this](const std::stop_token& over) {
    try {
      while (!over.stop_requested()) {
        talk_once();
        std::this_thread::sleep_for(between_looks);
      }
    } catch (...) {
      const MutexLock lock(mutex_);
      failure_ = std::current_exception();
      answered_.notify_all();
    }
  });
}

RankedTrials::~RankedTrials() = default;

bool RankedTrials::make(Trial& trial, int rung) {
  const int rank = take_place(trial.index);
  try {
    const bool made = rank == 0 ? here_.make(trial, rung) : make_there(rank, trial, rung);
    give_back(rank);
    return made;
  } catch (...) {
    give_back(rank);
    throw;
  }
}

// The rank that knows the trial, or else the one with most room.
int RankedTrials::take_place(int64_t trial) {
  const MutexLock lock(mutex_);
  assert(!free_.empty());
  const auto known = known_to_.find(trial);
  auto place = known == known_to_.end() ? free_.end() : std::ranges::find(free_, known->second);
  if (place == free_.end()) {
    place = std::ranges::max_element(free_, {},
                                     [&](int rank) SADDLE_REQUIRES(mutex_) { return std::ranges::count(free_, rank); });
  }
  const int rank = *place;
  free_.erase(place);
  known_to_[trial] = rank;
  return rank;
}

void RankedTrials::give_back(int rank) {
  const MutexLock lock(mutex_);
  free_.push_back(rank);
}

bool RankedTrials::make_there(int rank, Trial& trial, int rung) {
  Waiting waiting{.trial = &trial};
  const MutexLock lock(mutex_);
  waiting_[trial.index] = &waiting;
  outbox_.push_back({rank, {.trial = trial, .rung = rung}});
  while (!waiting.made && !failure_) answered_.wait(mutex_);
  waiting_.erase(trial.index);
  if (!waiting.made) std::rethrow_exception(failure_);
  return *waiting.made;
}

void RankedTrials::forget(int64_t trial) {
  here_.forget(trial);
  const MutexLock lock(mutex_);
  const auto known = known_to_.find(trial);
  if (known == known_to_.end()) return;
  if (known->second != 0)
    outbox_.push_back({known->second, {.what = TrialRequest::What::forget, .trial = {.index = trial}}});
  known_to_.erase(known);
}

void RankedTrials::talk_once() {
  std::list<std::pair<int, TrialRequest>> sending;
  {
    const MutexLock lock(mutex_);
    sending.swap(outbox_);
  }
  for (const auto& [rank, request] : sending) ranks_.post(rank, letter_of(request));
  if (stop_ && !told_to_stop_) {
    told_to_stop_ = true;
    for (int rank = 1; rank < ranks_.size(); ++rank)
      ranks_.post(rank, letter_of(TrialRequest{.what = TrialRequest::What::stop}));
  }
  while (const auto letter = ranks_.poll()) hear(*letter);
}

void RankedTrials::hear(const Communicator::Letter& letter) {
  if (!letter.text.starts_with(R"({"event":)")) {
    if (letter.text == head_) return;
    throw Error("", "rank {} was started for another search; all ranks need the same command and the same files",
                letter.from);
  }
  TrialAnswer answer = read_answer(letter.text);
  const MutexLock lock(mutex_);
  Waiting& waiting = *waiting_.at(answer.trial.index);
  answer.trial.settings = waiting.trial->settings;
  *waiting.trial = std::move(answer.trial);
  waiting.made = answer.made;
  answered_.notify_all();
}

namespace {

// What another rank has to do.
class ToDo {
 public:
  void add(TrialRequest request) {
    const MutexLock lock(mutex_);
    requests_.push_back(std::move(request));
    changed_.notify_one();
  }
  void end() {
    const MutexLock lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }
  std::optional<TrialRequest> next() {  // waits for it; none: it is over
    const MutexLock lock(mutex_);
    while (requests_.empty() && !over_) changed_.wait(mutex_);
    if (over_) return std::nullopt;
    TrialRequest request = std::move(requests_.front());
    requests_.pop_front();
    return request;
  }
  void answer(std::string text) {
    const MutexLock lock(mutex_);
    answers_.push_back(std::move(text));
  }
  std::deque<std::string> answers() {
    const MutexLock lock(mutex_);
    return std::exchange(answers_, {});
  }

 private:
  Mutex mutex_;
  ConditionVariable changed_;
  bool over_ SADDLE_GUARDED_BY(mutex_) = false;
  std::deque<TrialRequest> requests_ SADDLE_GUARDED_BY(mutex_);
  std::deque<std::string> answers_ SADDLE_GUARDED_BY(mutex_);
};

}  // namespace

void make_trials_for_rank_0(Communicator& ranks, const Search& search, const std::filesystem::path& directory,
                            int jobs) {
  std::atomic<bool> stop{false};
  TrialMaker maker(search, directory, jobs, stop);
  ToDo to_do;
  std::vector<std::jthread> threads;
  for (int i = 0; i < jobs; ++i) {
    threads.emplace_back([&] {
      while (auto request = to_do.next()) {
        TrialAnswer answer{.trial = std::move(request->trial)};
        answer.made = maker.make(answer.trial, request->rung);
        to_do.answer(letter_of(answer));
      }
    });
  }
  ranks.post(0, journal_head(search).dump());
  while (!ranks.ended()) {
    while (const auto letter = ranks.poll()) {
      TrialRequest request = read_request(letter->text);
      if (request.what == TrialRequest::What::make) {
        to_do.add(std::move(request));
      } else if (request.what == TrialRequest::What::forget) {
        maker.forget(request.trial.index);
      } else {
        stop = true;
      }
    }
    for (std::string& answer : to_do.answers()) ranks.post(0, std::move(answer));
    std::this_thread::sleep_for(between_looks);
  }
  stop = true;
  to_do.end();
}

}  // namespace saddle
