#include "io/npz.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <string_view>

#include <zlib.h>

#include "io/file_bytes.h"
#include "io/gzip.h"
#include "io/npy.h"
#include "saddle/error.h"

// Zip archives: PKWARE's APPNOTE 6.3, sections 4.3 to 4.5.
namespace saddle {
namespace {

constexpr uint32_t local_signature = 0x04034b50, central_signature = 0x02014b50, end_signature = 0x06054b50;
constexpr uint16_t zip64_extra = 1, stored = 0, deflated = 8, encrypted_flag = 1, utf8_flag = 1 << 11;
constexpr size_t most_members = 65534, longest_name = 65000;  // of an archive without zip64
constexpr uint32_t in_zip64 = 0xffffffff;

// Random access to the bytes of a file, or to bytes in memory.
class Reader {
 public:
  Reader(const std::filesystem::path& file, std::string where) : stream_(open_file(file)), where_(std::move(where)) {
    stream_.seekg(0, std::ios::end);
    size_ = static_cast<uint64_t>(std::max<std::streamoff>(stream_.tellg(), 0));
  }
  Reader(std::string_view bytes, std::string where) : bytes_(bytes), size_(bytes.size()), where_(std::move(where)) {}

  const std::string& where() const { return where_; }
  uint64_t size() const { return size_; }
  std::string piece(uint64_t place, uint64_t count) const {
    if (place > size_ || size_ - place < count)
      throw Error(where_, "is a damaged or truncated .npz file; get it again");
    if (!stream_.is_open()) return std::string(bytes_.substr(place, count));
    std::string bytes(count, '\0');
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(place));
    stream_.read(bytes.data(), static_cast<std::streamsize>(count));
    if (static_cast<uint64_t>(stream_.gcount()) != count) throw Error(where_, "cannot be read completely");
    return bytes;
  }
  template <class Int>
  Int at(uint64_t place) const {
    const std::string bytes = piece(place, sizeof(Int));
    Int value = 0;
    for (size_t i = sizeof(Int); i-- > 0;) value = static_cast<Int>(value << 8 | static_cast<unsigned char>(bytes[i]));
    return value;
  }

 private:
  mutable std::ifstream stream_;
  std::string_view bytes_;
  uint64_t size_ = 0;
  std::string where_;
};

struct Entry {
  std::string name;
  uint16_t flags = 0, method = 0;
  uint32_t crc = 0;
  uint64_t packed = 0, size = 0, offset = 0;
};

// Sizes that do not fit in 32 bits are stored in an extra field, in this order; NumPy writes it for small files too.
void read_zip64(const Reader& in, uint64_t at, uint64_t length, Entry& entry) {
  for (const uint64_t end = at + length; at + 4 <= end;) {
    const auto id = in.at<uint16_t>(at), size = in.at<uint16_t>(at + 2);
    if (id == zip64_extra) {
      uint64_t field = at + 4;
      for (uint64_t* value : {&entry.size, &entry.packed, &entry.offset}) {
        if (*value != in_zip64) continue;
        *value = in.at<uint64_t>(field);
        field += 8;
      }
    }
    at += 4 + uint64_t{size};
  }
}

// Returns the offset of the packed bytes of a member.
uint64_t data_of(const Reader& in, const Entry& entry) {
  if (in.at<uint32_t>(entry.offset) != local_signature)
    throw Error(in.where(), "is a damaged .npz file: {} is not where it should be", entry.name);
  if (entry.flags & encrypted_flag) throw Error(in.where(), "{} is encrypted; save it without a password", entry.name);
  if (entry.method != stored && entry.method != deflated)
    throw Error(in.where(), "{} is packed by method {}; save it with np.savez or np.savez_compressed", entry.name,
                entry.method);
  return entry.offset + 30 + in.at<uint16_t>(entry.offset + 26) + in.at<uint16_t>(entry.offset + 28);
}

std::string unpack(const Reader& in, const Entry& entry) {
  std::string bytes = in.piece(data_of(in, entry), entry.packed);
  if (entry.method == deflated) bytes = inflate_raw(bytes, entry.size, in.where() + ": " + entry.name);
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  if (bytes.size() != entry.size || crc != entry.crc)
    throw Error(in.where(), "{} is damaged: its check sum differs; get it again", entry.name);
  return bytes;
}

// Returns the first bytes of a member, enough for any header that NumPy writes.
std::string unpack_beginning(const Reader& in, const Entry& entry) {
  constexpr uint64_t enough = 1 << 16;
  const std::string bytes = in.piece(data_of(in, entry), std::min(entry.packed, enough));
  return entry.method == deflated ? inflate_beginning(bytes, enough, in.where() + ": " + entry.name) : bytes;
}

void put(std::string& out, uint64_t value, int count) {
  for (int i = 0; i < count; ++i) out += static_cast<char>(value >> 8 * i);
}

[[noreturn]] void refuse(Reader& in) {
  if (in.size() >= 6 && in.piece(0, 6) == "\x93NUMPY")
    throw Error(in.where(), "is a single array (.npy), not an .npz file; numpy.savez writes one that holds it");
  throw Error(in.where(),
              "is not an .npz file, or it is cut short; saddle train --save and numpy.savez write whole ones");
}

}  // namespace

struct NpzReader::State {
  explicit State(Reader reader) : in(std::move(reader)) {
    // Only a comment of up to 64 KiB may follow the end record.
    const uint64_t from = in.size() - std::min<uint64_t>(in.size(), 22 + 65535);
    const std::string tail = in.piece(from, in.size() - from);
    const size_t found = tail.rfind(std::string("PK\x05\x06", 4));
    if (found == std::string::npos) refuse(in);
    const uint64_t end = from + found;
    if (end + 22 > in.size() || end + 22 + in.at<uint16_t>(end + 20) != in.size()) refuse(in);
    const auto count = in.at<uint16_t>(end + 10);
    uint64_t at = in.at<uint32_t>(end + 16), total = 0;
    std::set<std::string> names;  // of two with one name, programs take now the first and now the last
    for (int i = 0; i < count; ++i) {
      if (in.at<uint32_t>(at) != central_signature)
        throw Error(in.where(), "is a damaged .npz file: its list of members is broken");
      const uint64_t name = in.at<uint16_t>(at + 28), extra = in.at<uint16_t>(at + 30),
                     comment = in.at<uint16_t>(at + 32);
      Entry entry{in.piece(at + 46, name),  in.at<uint16_t>(at + 8),  in.at<uint16_t>(at + 10),
                  in.at<uint32_t>(at + 16), in.at<uint32_t>(at + 20), in.at<uint32_t>(at + 24),
                  in.at<uint32_t>(at + 42)};
      read_zip64(in, at + 46 + name, extra, entry);
      total += std::min(entry.size, largest_file + 1);
      if (total > largest_file) throw Error(in.where(), "unpacks to more than {} bytes", largest_file);
      if (entry.name.ends_with(".npy")) entry.name.resize(entry.name.size() - 4);
      if (!names.insert(entry.name).second)
        throw Error(in.where(), "has two arrays called {}; save it again with one of them", entry.name);
      entries.push_back(std::move(entry));
      at += 46 + name + extra + comment;
    }
  }
  const Entry& get(const std::string& name) const {
    for (const Entry& entry : entries) {
      if (entry.name == name) return entry;
    }
    throw Error(in.where(), "has no array \"{}\"", name);
  }
  NpyArray read(const Entry& entry) const { return parse_npy(unpack(in, entry), in.where() + ": " + entry.name); }

  Reader in;
  std::vector<Entry> entries;
};

NpzReader::NpzReader(const std::filesystem::path& file)
    : state_(std::make_unique<State>(Reader(file, file.string()))) {}
NpzReader::NpzReader(const std::string& bytes, std::string where)
    : state_(std::make_unique<State>(Reader(std::string_view(bytes), std::move(where)))) {}
NpzReader::~NpzReader() = default;

std::vector<std::string> NpzReader::names() const {
  std::vector<std::string> names;
  for (const Entry& entry : state_->entries) names.push_back(entry.name);
  return names;
}

bool NpzReader::has(const std::string& name) const {
  return std::any_of(state_->entries.begin(), state_->entries.end(), [&](const Entry& e) { return e.name == name; });
}

uint64_t NpzReader::bytes(const std::string& name) const { return state_->get(name).size; }

std::vector<int64_t> NpzReader::shape(const std::string& name) const {
  const Entry& entry = state_->get(name);
  return parse_npy_header(unpack_beginning(state_->in, entry), state_->in.where() + ": " + name).shape;
}

std::string NpzReader::kind(const std::string& name) const {
  const Entry& entry = state_->get(name);
  return parse_npy_header(unpack_beginning(state_->in, entry), state_->in.where() + ": " + name).kind;
}

std::vector<std::string> NpzReader::texts(const std::string& name) const {
  return parse_npy_texts(unpack(state_->in, state_->get(name)), state_->in.where() + ": " + name);
}

NpyArray NpzReader::read(const std::string& name) const { return state_->read(state_->get(name)); }

std::map<std::string, NpyArray> read_npz(const std::filesystem::path& file) {
  return parse_npz(read_file(file), file.string());
}

std::map<std::string, NpyArray> parse_npz(const std::string& bytes, const std::string& where) {
  const NpzReader reader(bytes, where);
  std::map<std::string, NpyArray> arrays;
  for (const std::string& name : reader.names()) arrays[name] = reader.read(name);
  return arrays;
}

void NpzWriter::add_member(const std::string& name, const std::string& bytes) {
  if (bytes.size() >= in_zip64) throw Error(name, "is larger than 4 GiB, which a model file cannot hold");
  if (name.size() > longest_name)
    throw Error("", "a name of {} bytes is too long for a model file; give the layer a shorter one", name.size());
  if (members_.size() >= most_members)
    throw Error("", "a model file cannot hold more than {} arrays; use fewer layers", most_members);
  members_.push_back({name + ".npy", deflate_raw(bytes),
                      static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size())),
                      static_cast<uint32_t>(bytes.size())});
}

void NpzWriter::add(const std::string& name, const std::vector<int64_t>& shape, std::span<const float> values) {
  add_member(name, write_npy(shape, values));
}

void NpzWriter::add_whole(const std::string& name, int64_t value) { add_member(name, write_npy_whole(value)); }

void NpzWriter::add_text(const std::string& name, const std::string& utf8) { add_member(name, write_npy_text(utf8)); }

std::string NpzWriter::finish() const {
  constexpr uint16_t version = 20, midnight_1980_time = 0, midnight_1980_date = 33;
  std::string out, directory;
  const auto common = [&](std::string& to, const Member& m) {
    // Without the flag a reader takes other letters than ASCII for those of a code page (APPNOTE, appendix D).
    const bool ascii =
        std::all_of(m.name.begin(), m.name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    put(to, version, 2), put(to, ascii ? 0 : utf8_flag, 2), put(to, deflated, 2), put(to, midnight_1980_time, 2),
        put(to, midnight_1980_date, 2);
    put(to, m.crc, 4), put(to, m.packed.size(), 4), put(to, m.size, 4), put(to, m.name.size(), 2), put(to, 0, 2);
  };
  for (const Member& m : members_) {
    const uint64_t offset = out.size();
    if (offset + m.packed.size() >= in_zip64)
      throw Error("", "the model is larger than 4 GiB, which a model file cannot hold");
    put(out, local_signature, 4);
    common(out, m);
    out += m.name + m.packed;
    put(directory, central_signature, 4), put(directory, version, 2);
    common(directory, m);
    put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 4), put(directory, offset, 4);
    directory += m.name;
  }
  const uint64_t start = out.size();
  out += directory;
  put(out, end_signature, 4), put(out, 0, 4), put(out, members_.size(), 2), put(out, members_.size(), 2);
  put(out, directory.size(), 4), put(out, start, 4), put(out, 0, 2);
  return out;
}

}  // namespace saddle
