#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace saddle::app {

// What a class predicts before something runs.
struct VoteQuestion {
  std::string ask = {};                   // in the user's language
  std::vector<std::string> choices = {};  // at least two
  // Indices into choices; several where they tie. None: what runs decides.
  std::optional<std::vector<size_t>> right = {};
  bool colored = false;    // the choices are the contestants of a race, and wear their colors
  bool runs = false;       // something runs before the answer is known
  bool elsewhere = false;  // whoever asked shows the answer: the board ends with the count
  std::string note = {};   // what there is to say beside the answer: the book's figure
};

// A show of hands, twice: each for themselves, then after they have talked to their neighbors (Vickrey et al., CBE-LSE
// 14, 2015). No count is shown before the first is closed, nor while the second is taken.
class Vote {
 public:
  enum class Stage { first, talk, second, counted, running, revealed };
  // Below 35 % right explain, above 70 % go on, between let them talk. Where nobody knows yet what is right, how far
  // they agree stands for it, and nothing can be explained.
  enum class Advice { explain, talk, go_on };
  static constexpr double few = 0.35, many = 0.70;

  explicit Vote(VoteQuestion question);

  const VoteQuestion& question() const { return question_; }
  Stage stage() const { return stage_; }

  // Hands for a choice in the vote that is being taken; otherwise nothing happens. Never below 0 or above 9999.
  void set(size_t choice, int hands);
  int hands(size_t round, size_t choice) const { return hands_[round][choice]; }  // round: 0 or 1
  int total(size_t round) const;
  bool taken(size_t round) const { return total(round) > 0; }
  // Whether the counts of that vote may be seen.
  bool shown(size_t round) const;

  // What comes next: a vote is closed, a second begins, it runs, the answer is shown. Those that make no sense in this
  // stage do nothing.
  void close();                            // first -> talk, second -> counted; not without a hand
  void again();                            // talk -> second
  void run();                              // talk, counted -> running, or revealed where nothing has to run
  void reveal(std::vector<size_t> right);  // running -> revealed

  bool is_right(size_t choice) const;                     // false while it is not known
  std::optional<double> share_right(size_t round) const;  // none where nobody voted, or nothing is known
  double agreement(size_t round) const;                   // the largest share; 0 where nobody voted
  Advice advice(size_t round) const;

 private:
  VoteQuestion question_;
  Stage stage_ = Stage::first;
  std::array<std::vector<int>, 2> hands_;
};

}  // namespace saddle::app
