#include <functional>
#include <string_view>

#include "core/flush_to_zero.h"
#include "saddle/experiment_file.h"
#include "saddle/simd_level.h"
#include "train/trainer_state.h"

// How ranks train together: rank 0 is driven as ever, and tells the others what it is about to do. Each does the same,
// and in the network's passes takes its share (nn/network_shared.cpp).
namespace saddle {
namespace {

template <class T>
std::span<std::byte> bytes_of(T& value) {
  return std::as_writable_bytes(std::span(&value, 1));
}

uint64_t hash_of(std::string_view text, uint64_t before) { return 31 * before + std::hash<std::string_view>()(text); }

template <class Numbers>
uint64_t hash_of(const Numbers& numbers, uint64_t before) {
  return hash_of(std::string_view(reinterpret_cast<const char*>(std::data(numbers)),
                                  static_cast<size_t>(std::size(numbers)) * sizeof(*std::data(numbers))),
                 before);
}

}  // namespace

uint64_t Trainer::State::fingerprint() const {
  uint64_t hash = hash_of(to_json(experiment), static_cast<uint64_t>(steps));
  for (const Param<float>* param : network.params()) hash = hash_of(std::as_const(param->value), hash);
  const Samples& train = dataset->train;
  hash = hash_of(train.values, hash_of(train.bytes, hash));
  return hash_of(train.labels, hash_of(train.targets, hash));
}

void Trainer::State::meet() {
  if (met) return;
  met = true;
  struct Kind {
    uint64_t fingerprint, level;
  };
  std::vector<Kind> kinds(static_cast<size_t>(ranks->size()));
  kinds[static_cast<size_t>(ranks->rank())] = {fingerprint(), static_cast<uint64_t>(simd_level())};
  const std::vector<int64_t> counts(kinds.size(), sizeof(Kind));
  ranks->allgatherv(std::as_writable_bytes(std::span(kinds)), counts);
  if (ranks->rank() != 0) return;
  for (size_t rank = 1; rank < kinds.size(); ++rank) {
    if (kinds[rank].level != kinds[0].level) {
      throw Error("",
                  "rank {} has a processor with other instructions, which round differently; set SADDLE_SIMD=baseline "
                  "for all",
                  rank);
    }
    if (kinds[rank].fingerprint != kinds[0].fingerprint)
      throw Error("", "rank {} has other data or weights; all ranks need the same command and the same files", rank);
  }
}

void Trainer::State::tell(const RankWord& word) {
  if (!ranks || ranks->rank() != 0) return;
  meet();
  RankWord copy = word;
  for (int rank = 1; rank < ranks->size(); ++rank) ranks->send(rank, bytes_of(copy));
}

void Trainer::follow() {
  const FlushToZero flush;
  State& s = *state_;
  if (!s.ranks) return;  // rank 0 trains alone
  s.meet();
  for (RankWord word; s.ranks->receive(0, bytes_of(word));) {
    if (word.what == RankWord::What::step) {
      step();
    } else {
      s.evaluate.follow(word);
    }
  }
}

}  // namespace saddle
