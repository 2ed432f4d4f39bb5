// The only file that knows MPI. It is compiled into saddle_mpi.so, which links nothing of the engine.
#include <algorithm>
#include <chrono>
#include <list>
#include <thread>
#include <vector>

#include <climits>

#define OMPI_SKIP_MPICXX 1
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>

#include "ranks/mpi_module.h"

namespace saddle {
namespace {

enum Tag { message_tag = 1, letter_tag, failure_tag, end_tag, end_seen_tag };

// MPI counts in int.
constexpr size_t longest_piece = size_t{1} << 30;

class MpiCommunicator final : public Communicator {
 public:
  explicit MpiCommunicator(RaiseFailure raise) : raise_(raise) {
    int provided = MPI_THREAD_SINGLE;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &size_);
    MPI_Comm machine = MPI_COMM_NULL;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
    MPI_Comm_size(machine, &local_size_);
    MPI_Comm_free(&machine);
    if (provided < MPI_THREAD_SERIALIZED) raise_(rank_, "this MPI does not let several threads use it in turn");
  }

  int rank() const override { return rank_; }
  int size() const override { return size_; }
  int local_size() const override { return local_size_; }

  void send(int to, std::span<const std::byte> message) override {
    begin_send(to, message);
    wait(Until::done);
  }

  bool receive(int from, std::span<std::byte> message) override {
    begin_receive(from, message);
    return wait(Until::done_or_ended);
  }

  void allgatherv(std::span<std::byte> all, std::span<const int64_t> counts) override {
    size_t at = 0, mine = 0;
    for (int rank = 0; rank < size_; ++rank) {
      const size_t count = static_cast<size_t>(counts[static_cast<size_t>(rank)]);
      if (rank == rank_) {
        mine = at;
      } else {
        begin_receive(rank, all.subspan(at, count));
      }
      at += count;
    }
    const auto own = all.subspan(mine, static_cast<size_t>(counts[static_cast<size_t>(rank_)]));
    for (int i = 1; i < size_; ++i) begin_send((rank_ + i) % size_, own);
    wait(Until::done);
  }

  void bcast(std::span<std::byte> message, int root) override {
    if (rank_ != root) {
      begin_receive(root, message);
    } else {
      for (int i = 1; i < size_; ++i) begin_send((rank_ + i) % size_, message);
    }
    wait(Until::done);
  }

  void post(int to, std::string text) override {
    Posted& posted = posted_.emplace_back();
    posted.text = std::move(text);
    MPI_Isend(posted.text.data(), static_cast<int>(posted.text.size()), MPI_BYTE, to, letter_tag, MPI_COMM_WORLD,
              &posted.request);
  }

  std::optional<Letter> poll() override {
    look_for_failure();
    std::erase_if(posted_, [](Posted& posted) {
      int done = 0;
      MPI_Test(&posted.request, &done, MPI_STATUS_IGNORE);
      return done != 0;
    });
    return next(letter_tag);
  }

  bool ended() override {
    int there = 0;
    MPI_Iprobe(0, end_tag, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE);
    return there != 0;
  }

  void fail(const std::string& why) override {
    MPI_Send(why.data(), static_cast<int>(why.size()), MPI_BYTE, 0, failure_tag, MPI_COMM_WORLD);
    while (true) std::this_thread::sleep_for(std::chrono::seconds(1));
  }

  void end(int status) override {
    if (status != 0) MPI_Abort(MPI_COMM_WORLD, status);
    if (rank_ != 0) {
      MPI_Recv(nullptr, 0, MPI_BYTE, 0, end_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
      MPI_Send(nullptr, 0, MPI_BYTE, 0, end_seen_tag, MPI_COMM_WORLD);
    } else {
      // A rank that is still at the beginning may fail there.
      for (int rank = 1; rank < size_; ++rank) MPI_Send(nullptr, 0, MPI_BYTE, rank, end_tag, MPI_COMM_WORLD);
      for (int rank = 1; rank < size_; ++rank)
        MPI_Irecv(nullptr, 0, MPI_BYTE, rank, end_seen_tag, MPI_COMM_WORLD, &requests_.emplace_back());
      wait(Until::done);
    }
    MPI_Finalize();
  }

 private:
  struct Posted {
    std::string text = {};
    MPI_Request request = MPI_REQUEST_NULL;
  };
  enum class Until { done, done_or_ended };

  template <class Bytes, class Begin>
  static void in_pieces(Bytes bytes, const Begin& begin) {
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(bytes.size(), longest_piece)))
      begin(bytes.data(), static_cast<int>(std::min(bytes.size(), longest_piece)));
  }
  void begin_send(int to, std::span<const std::byte> message) {
    in_pieces(message, [&](const std::byte* from, int count) {
      MPI_Isend(from, count, MPI_BYTE, to, message_tag, MPI_COMM_WORLD, &requests_.emplace_back());
    });
  }
  void begin_receive(int from, std::span<std::byte> message) {
    in_pieces(message, [&](std::byte* to, int count) {
      MPI_Irecv(to, count, MPI_BYTE, from, message_tag, MPI_COMM_WORLD, &requests_.emplace_back());
    });
  }

  // For all that was begun. Returns false where rank 0 has ended instead.
  bool wait(Until until) {
    for (int turn = 0;; ++turn) {
      const bool over = until == Until::done_or_ended && rank_ != 0 && turn % turns_between_looks == 0 && ended();
      int done = 0;
      MPI_Testall(static_cast<int>(requests_.size()), requests_.data(), &done, MPI_STATUSES_IGNORE);
      if (done) break;
      if (over) return false;
      if (turn % turns_between_looks == 0) look_for_failure();
      rest(turn);
    }
    requests_.clear();
    return true;
  }

  // Who waits for a step of the others looks again at once; who waits for longer leaves the core to whoever has work.
  static void rest(int turn) {
    if (turn < 2'000) return;
    if (turn < 20'000) return std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }

  void look_for_failure() {
    if (rank_ != 0) return;
    if (const auto failure = next(failure_tag)) raise_(failure->from, failure->text);
  }

  static std::optional<Letter> next(Tag tag) {
    int there = 0, size = 0;
    MPI_Message message = MPI_MESSAGE_NULL;
    MPI_Status status;
    MPI_Improbe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &there, &message, &status);
    if (!there) return std::nullopt;
    MPI_Get_count(&status, MPI_BYTE, &size);
    Letter letter{.from = status.MPI_SOURCE, .text = std::string(static_cast<size_t>(size), '\0')};
    MPI_Mrecv(letter.text.data(), size, MPI_BYTE, &message, MPI_STATUS_IGNORE);
    return letter;
  }

  static constexpr int turns_between_looks = 64;

  const RaiseFailure raise_;
  int rank_ = 0, size_ = 1, local_size_ = 1;
  std::vector<MPI_Request> requests_;  // begun and not done; keeps its memory
  std::list<Posted> posted_;           // texts stay where they are while they are sent
};

}  // namespace
}  // namespace saddle

extern "C" __attribute__((visibility("default"))) saddle::Communicator* saddle_mpi_1(saddle::RaiseFailure raise) {
  return new saddle::MpiCommunicator(raise);
}
